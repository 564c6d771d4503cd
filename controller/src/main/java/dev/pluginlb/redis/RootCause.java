package dev.pluginlb.redis;

/** Says what happened in few words. */
final class RootCause {

    private RootCause() {}

    /** The innermost cause says what happened ("Connection refused"); the outermost only that something did. */
    static String words(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
