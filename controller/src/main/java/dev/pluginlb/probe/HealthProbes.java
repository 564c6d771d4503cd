package dev.pluginlb.probe;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ProbeResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;

/**
 * Probes a changing set of addresses, each at once when it joins the set and then at a fixed interval.
 *
 * <p>Nothing blocks: an address that swallows packets costs its time-out and no thread. {@link #watch} may be called from
 * one thread; results are delivered from the HTTP client's threads.
 */
public final class HealthProbes implements AutoCloseable {

    private static final int MAX_ANSWER = 256 * 1024;

    /**
     * How to probe.
     *
     * @param path absolute path of the health page; any 2xx status is a good answer
     */
    public record Rules(String path, Duration interval, Duration timeout) {}

    private final NodeRequests requests;
    private final Rules rules;
    private final Consumer<ProbeResult> results;
    private final Turns turns;

    public HealthProbes(HttpClient client, Rules rules, Consumer<ProbeResult> results) {
        this.requests = new NodeRequests(client, rules.timeout());
        this.rules = rules;
        this.results = results;
        this.turns = new Turns("probe-scheduler", target -> rules.interval(), this::probe);
    }

    /**
     * Probes these addresses from now on, and no others.
     *
     * @param atOnce those of them whose interval starts anew with a probe now: a node may have come up at an address
     *     that is being watched already
     */
    public void watch(Set<Address> targets, Set<Address> atOnce) {
        turns.watch(targets, atOnce);
    }

    /** Probes one address once. */
    public void probe(Address target) {
        requests.of(target, rules.path()).send(new BufferingResponseListener(MAX_ANSWER) {
            @Override
            public void onComplete(Result result) {
                // JSON is UTF-8, whatever charset the node says; one that does not exist would throw.
                results.accept(read(target, result, getContentAsString(StandardCharsets.UTF_8)));
            }
        });
    }

    @Override
    public void close() {
        turns.close();
    }

    private ProbeResult read(Address target, Result result, @org.jspecify.annotations.Nullable String body) {
        Throwable failure = result.getFailure();
        if (failure instanceof TimeoutException) {
            return ProbeResult.silent(target, rules.timeout());
        }
        if (failure != null) {
            return ProbeResult.failed(target, words(failure));
        }
        int status = result.getResponse().getStatus();
        return status / 100 == 2
                ? answered(target, HealthAnswer.read(body == null ? "" : body))
                : ProbeResult.failed(target, rules.path() + " answered " + status);
    }

    private static ProbeResult answered(Address target, HealthAnswer answer) {
        return ProbeResult.answered(target, answer.dispatches(), answer.requests());
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
