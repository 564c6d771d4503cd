package dev.pluginlb.redis;

/** What to tell an operator of an exception of the Redis client: the words of whoever knows, without the layers around them. */
public final class RootCause {

    /** For operators, of what only the log can say: the client does not look at what kind of answer it gets. */
    static final String NONSENSE =
            "an answer made no sense (is it Redis that answers there?); the controller's log has the error";

    private RootCause() {}

    /**
     * The innermost cause says what happened ("Connection refused"); the outermost only that something did. What the system said
     * of each address that was tried, the client keeps as suppressed, with the failure itself as its cause at times.
     */
    public static String words(Throwable thrown) {
        Throwable cause = innermost(thrown);
        if (cause instanceof ClassCastException || cause instanceof NumberFormatException) {
            return NONSENSE;
        }
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
