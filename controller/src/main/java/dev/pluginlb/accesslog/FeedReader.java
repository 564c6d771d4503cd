package dev.pluginlb.accesslog;

import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.StartedRequest;

/** Whoever reads the feed. Called on the receiving thread. */
@FunctionalInterface
public interface FeedReader {

    void finished(FinishedRequest request);

    /** A request has ended of which nothing else could be read. */
    default void ended(String id) {}

    /** Not every start is told; the end of one that was is told, too, if no line is lost. */
    default void started(StartedRequest request) {}
}
