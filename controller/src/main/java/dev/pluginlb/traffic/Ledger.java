package dev.pluginlb.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Enters requests, when they begin and when they end: what counts goes to its endpoint, until somebody takes it away, and
 * to the node that did the work. Bounded, whatever is sent. Thread-safe: one thread enters, others take away.
 */
public final class Ledger {

    private final EndpointKeys keys;
    private final Duration threshold;
    private final EndpointTable endpoints;
    private final Running running;
    private final NodeSpeeds speeds = new NodeSpeeds();
    private final ShortLoad shortLoad = new ShortLoad();
    private final SlotWaits waits = new SlotWaits();
    private long unnamed;
    private long uncounted;

    /**
     * What was entered, and what was not.
     *
     * @param endpoints how many are remembered
     * @param evicted endpoints that left, with what was not yet taken away, because there were too many
     * @param unnamed requests whose path names no endpoint
     * @param uncounted requests that say nothing about their endpoint: failures that came fast, or that reached no node
     */
    public record Extent(int endpoints, long evicted, long unnamed, long uncounted) {}

    /**
     * Of nothing yet.
     *
     * @param threshold a failure counts if it took longer than this, a request that still runs if it is older
     * @param longest what still runs after this time is held to have ended
     */
    public Ledger(KeyForm form, Duration threshold, int maxEndpoints, Duration longest) {
        this.keys = new EndpointKeys(form);
        this.threshold = threshold;
        this.endpoints = new EndpointTable(maxEndpoints);
        this.running = new Running(longest);
    }

    /** @param now when it began; of a clock that goes forward only */
    public synchronized void enter(StartedRequest request, Instant now) {
        running.started(request, now);
    }

    /** It has ended, and nothing else is known of it. */
    public synchronized void ended(String id) {
        running.ended(id);
    }

    /** @param now when it ended; of a clock that goes forward only */
    public synchronized void enter(FinishedRequest request, Instant now) {
        running.ended(request.id());
        Optional<Duration> sample = sample(request, now);
        if (sample.isEmpty()) {
            uncounted++;
            return;
        }
        Optional<EndpointKey> endpoint = keys.of(request.method(), request.path(), request.pluginId());
        if (endpoint.isEmpty()) {
            unnamed++;
            return;
        }
        Optional<Duration> typical = endpoints.typical(endpoint.get());
        endpoints.record(endpoint.get(), sample.get(), request.weight());
        if (request.succeeded()) {
            enterNode(request, sample.get(), typical, now);
        }
    }

    /** Without the wait for a slot; so a failure that only waited for long is a quick one. */
    private Optional<Duration> sample(FinishedRequest request, Instant now) {
        return request.sample(threshold)
                .map(took -> waits.work(request.lastTry().orElseThrow().address(), took, request.weight(), now))
                .filter(work -> request.succeeded() || work.compareTo(threshold) > 0);
    }

    private void enterNode(FinishedRequest request, Duration took, Optional<Duration> typical, Instant now) {
        request.lastTry().map(FinishedRequest.Try::address).ifPresent(node -> {
            typical.ifPresent(usual -> speeds.record(node, took, usual, now));
            if (took.compareTo(threshold) <= 0) {
                shortLoad.add(node, took.multipliedBy(request.weight()));
            }
        });
    }

    /** What was entered of each endpoint since the last call. */
    public synchronized Map<EndpointKey, Samples> takeAway() {
        return endpoints.drain();
    }

    /**
     * The ages of the requests that still run and are older than the threshold, by endpoint. None while more have begun than
     * all nodes have slots: some of them wait, and nobody knows which.
     */
    public synchronized Map<EndpointKey, List<Duration>> elders(Instant now) {
        return waits.slots() > 0 && running.size() > waits.slots() ? Map.of() : running.olderThan(threshold, now);
    }

    /** @param slots of each node, by its address in the log; of those that are left out nothing is known */
    public synchronized void slots(Map<String, Integer> slots) {
        waits.slots(slots);
    }

    /** Ends may have been missed: what was told of starts is not believed any more. */
    public synchronized void forgetRunning() {
        running.forgetAll();
    }

    /** The workers of Nginx that the running requests are told to be with. */
    public synchronized Set<Long> workers() {
        return running.workers();
    }

    /** @param gone workers of Nginx that are there no more */
    public synchronized void forgetRunningOf(Set<Long> gone) {
        running.forgetThoseOf(gone);
    }

    /** How slow each node is, as {@link NodeSpeeds#ratios} says. */
    public synchronized Map<String, Double> slowness(Instant now) {
        return speeds.ratios(now);
    }

    /** Short requests in flight on each node on average since the last call, as {@link ShortLoad#since} says. */
    public synchronized Map<String, Double> shortInFlight(Instant now) {
        return shortLoad.since(now);
    }

    public synchronized Extent extent() {
        return new Extent(endpoints.size(), endpoints.evicted(), unnamed, uncounted);
    }
}
