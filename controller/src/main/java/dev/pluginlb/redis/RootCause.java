package dev.pluginlb.redis;

import redis.clients.jedis.exceptions.JedisConnectionException;

/** What to tell an operator of an exception of the Redis client: the words of whoever knows, without the layers around them. */
public final class RootCause {

    /** For operators, of what only the log can say: the client does not look at what kind of answer it gets. */
    static final String NONSENSE =
            "an answer made no sense (is it Redis that answers there?); the controller's log has the error";

    /** As the client says it. */
    private static final String CUT = "Unexpected end of stream";

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
        if (words.startsWith(CUT)) {
            return "it has closed the connection";
        }
        if (cause.getSuppressed().length == 0) {
            return words;
        }
        Throwable tried = innermost(cause.getSuppressed()[0]);
        return tried == cause ? words : words.replaceAll("\\.$", "") + ": " + tried.getMessage();
    }

    /**
     * Whether Redis is away, or has only just come back: of that the readings tell, once and for all that need it. What Redis refuses
     * of an errand, only that errand can tell.
     */
    public static boolean isAway(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JedisConnectionException) {
                return true;
            }
        }
        return String.valueOf(innermost(thrown).getMessage()).startsWith("LOADING ");
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
