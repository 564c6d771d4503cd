package dev.pluginlb.redis;

/** Says what happened in few words. */
public final class RootCause {

    private RootCause() {}

    /**
     * The innermost cause says what happened ("Connection refused"); the outermost only that something did. What the system said
     * of each address that was tried, the client keeps as suppressed, with the failure itself as its cause at times.
     */
    public static String words(Throwable thrown) {
        Throwable cause = innermost(thrown);
        String words = String.valueOf(cause.getMessage());
        if (cause.getSuppressed().length == 0) {
            return words;
        }
        Throwable tried = innermost(cause.getSuppressed()[0]);
        return tried == cause ? words : words.replaceAll("\\.$", "") + ": " + tried.getMessage();
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
