package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.traffic.Flows;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/**
 * The controller as its edges see it: a state to read, and wishes to utter. Thread-safe; nothing blocks but
 * what says so.
 *
 * <p>A wish is carried out by the loop; its future gets the outcome of the attempt it led to. It is completed
 * exceptionally with {@link java.util.concurrent.RejectedExecutionException} when the loop is not taking any.
 */
public interface Controller {

    ControllerState state();

    /** What changed lately. */
    Journal journal();

    /** Enters into the journal what somebody did. */
    void note(Event.Change action);

    /** Values from Redis that were skipped since the start. */
    long skippedValues();

    /** The id under which the other controllers know this one. */
    ControllerId self();

    /** Whether this controller leads, as far as it may believe so now. */
    boolean leads();

    /** What is known of requests. May ask Redis, at most once a second, and then waits for the answer. */
    Statistics statistics();

    /** The metrics of others, by name; may ask Redis like {@link #statistics}, but for them alone. */
    SortedMap<String, Double> customMetrics();

    /** The requests that Nginx has told of since the start; asks nobody. */
    Flows.Seen flows();

    /** How long such work took, each time since the start. */
    Durations.Tally times(Work work);

    /** What else was counted since the start; asks nobody. */
    Counts counts();

    /** How learning is doing; asks nobody. */
    LearningState learning();

    /** The files of a release on disk; empty when there is no such release, or it cannot be read. */
    Optional<RenderedConfig> release(String version);

    /** Applies now, whatever the pacing says. */
    CompletableFuture<ApplyOutcome> reload();

    /** Goes back to a release, and stays there until {@link #unpin}. */
    CompletableFuture<ApplyOutcome> pin(RenderedConfig release);

    /** Follows the plan again. */
    CompletableFuture<ApplyOutcome> unpin();

    /**
     * Sends no new traffic to this address, by all controllers, until {@link #undrain}. Refused with an outcome that has failed
     * when nobody else would serve, or Redis cannot be written.
     */
    CompletableFuture<ApplyOutcome> drain(Address node, Drain drain);

    /** Lets new traffic go there again; fulfilled as well when that was so already. */
    CompletableFuture<ApplyOutcome> undrain(Address node);
}
