package dev.pluginlb.admin.view;

/**
 * An error (RFC 9457).
 *
 * @param type {@code about:blank} when the status says it all
 */
public record ProblemView(String type, String title, int status, String detail) {

    public static ProblemView of(int status, String title, String detail) {
        return new ProblemView("about:blank", title, status, detail);
    }
}
