package dev.pluginlb.cli;

/** Text from elsewhere made safe for a terminal: no control or format character gets through. */
final class Printable {

    private static final String UNSEEN = "[\\p{Cc}\\p{Cf}\\u2028\\u2029]";

    private Printable() {}

    /** One line, whatever the text holds. */
    static String line(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " / ").replaceAll(UNSEEN, "?");
    }

    /** Lines stay lines, tabs stay tabs. */
    static String lines(String text) {
        return text.replace("\r\n", "\n").replaceAll("[" + UNSEEN + "&&[^\\n\\t]]", "?");
    }
}
