package dev.pluginlb.config;

/** Text that is never printed: {@code toString} masks it, so no record, log line or page can show it by accident. */
public record Secret(String reveal) {

    /** What stands in place of a secret. */
    public static final String MASK = "******";

    @Override
    public String toString() {
        return MASK;
    }
}
