package dev.pluginlb.bench.work;

/**
 * One request.
 *
 * @param id its place in the trace
 * @param kind what it is
 * @param seenAs what its route says it is: the same, unless it is misclassified
 * @param work how long it takes on a node of speed 1 that has nothing else to do, in nanoseconds
 */
public record Job(int id, Kind kind, Kind seenAs, long work) {

    /** The two classes. */
    public enum Kind {
        SHORT,
        LONG;

        Kind other() {
            return this == SHORT ? LONG : SHORT;
        }
    }
}
