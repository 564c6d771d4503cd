package dev.pluginlb.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Enters finished requests: what counts goes to its endpoint, until somebody takes it away, and to the node that did the
 * work. Bounded, whatever is sent. Thread-safe: one thread enters, others take away.
 */
public final class Ledger {

    private final EndpointKeys keys;
    private final Duration threshold;
    private final EndpointTable endpoints;
    private final NodeSpeeds speeds = new NodeSpeeds();
    private final ShortLoad shortLoad = new ShortLoad();
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

    /** @param threshold a failure counts if it took longer than this */
    public Ledger(KeyForm form, Duration threshold, int maxEndpoints) {
        this.keys = new EndpointKeys(form);
        this.threshold = threshold;
        this.endpoints = new EndpointTable(maxEndpoints);
    }

    /** @param now when it ended; of a clock that goes forward only */
    public synchronized void enter(FinishedRequest request, Instant now) {
        Optional<Duration> sample = request.sample(threshold);
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
