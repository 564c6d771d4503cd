package dev.pluginlb.bench.work;

/**
 * A place where requests are served, told of each event in order of time. Times are nanoseconds from any start.
 *
 * <p>Not safe for use by several threads.
 */
public interface Station {

    /** What {@link #nextEnd} says when nothing runs. */
    long NEVER = Long.MAX_VALUE;

    /** A request comes; no end may be due before. */
    void arrive(long now, Job job);

    /** When the next request will have been served, if none comes before. */
    long nextEnd();

    /** Ends the request whose end is due next. */
    Job finish();

    /** Requests that run or wait. */
    int inFlight();
}
