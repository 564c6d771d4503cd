package dev.pluginlb.exchange;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What became of a question. */
public sealed interface Reply {

    /** The answer, if there was a whole one. */
    Optional<Answer> answer();

    /** Why there is none, in words; those of an answer say its status. */
    String words();

    /**
     * A whole one. Nothing in it is to be trusted.
     *
     * @param status any
     * @param fields by their names in small letters; of those that came more than once the first
     * @param body as UTF-8, whatever the sender says it is: what is no UTF-8 was replaced
     */
    record Answer(int status, Map<String, String> fields, String body) implements Reply {

        public Answer {
            fields = Map.copyOf(fields);
        }

        /** Whether it is a good one (2xx). */
        public boolean isGood() {
            return status / 100 == 2;
        }

        @Override
        public Optional<Answer> answer() {
            return Optional.of(this);
        }

        @Override
        public String words() {
            return "answered " + status;
        }
    }

    /** A connection was made, and that was all that was wanted. */
    record Opened() implements Reply {

        @Override
        public Optional<Answer> answer() {
            return Optional.empty();
        }

        @Override
        public String words() {
            return "a connection opens";
        }
    }

    /** The time was over before the answer was whole. */
    record Silence(Duration after) implements Reply {

        @Override
        public Optional<Answer> answer() {
            return Optional.empty();
        }

        @Override
        public String words() {
            return "no answer within " + after.toMillis() + " ms";
        }
    }

    /** Nobody there, or what came was no answer. */
    record Failure(String words) implements Reply {

        static Failure of(Throwable cause) {
            String message = cause.getMessage();
            return new Failure(message == null ? cause.getClass().getSimpleName() : message);
        }

        @Override
        public Optional<Answer> answer() {
            return Optional.empty();
        }
    }

    /** This side could not ask: it has no file handle or port left, or is stopping. Says nothing of the other side. */
    record Unasked(String words) implements Reply {

        static Unasked of(Throwable cause) {
            return new Unasked(Failure.of(cause).words());
        }

        @Override
        public Optional<Answer> answer() {
            return Optional.empty();
        }
    }
}
