package dev.pluginlb.probe;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ProbeResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Probes a changing set of addresses, each at once when it joins the set and then at a fixed interval, at a moment of its own
 * in it: a thousand that are probed together would wait for each other for longer than their time-out.
 *
 * <p>Every probe is a fresh connection, since a node that accepts none any more must be noticed. Nothing blocks: an
 * address that swallows packets costs its time-out and no thread. {@link #watch} may be called from one thread; results
 * are delivered from the HTTP client's threads.
 */
public final class HealthProbes implements AutoCloseable {

    private static final int MAX_ANSWER = 256 * 1024;

    /** Fronts of ours refuse what bears this mark, so that none is taken for a node. */
    private static final String MARK = "X-Pluginlb-Probe";

    /**
     * How to probe.
     *
     * @param path absolute path of the health page; any 2xx status is a good answer
     */
    public record Rules(String path, Duration interval, Duration timeout) {}

    private final HttpClient client;
    private final Rules rules;
    private final Consumer<ProbeResult> results;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "probe-scheduler");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Address, ScheduledFuture<?>> watched = new HashMap<>();

    public HealthProbes(HttpClient client, Rules rules, Consumer<ProbeResult> results) {
        this.client = client;
        this.rules = rules;
        this.results = results;
    }

    /**
     * Probes these addresses from now on, and no others.
     *
     * @param atOnce those of them whose interval starts anew with a probe now: a node may have come up at an address
     *     that is being watched already
     */
    public void watch(Set<Address> targets, Set<Address> atOnce) {
        watched.entrySet().removeIf(entry -> {
            boolean leaves = !targets.contains(entry.getKey()) || atOnce.contains(entry.getKey());
            if (leaves) {
                entry.getValue().cancel(false);
            }
            return leaves;
        });
        for (Address target : targets) {
            watched.computeIfAbsent(target, joined -> {
                scheduler.execute(() -> probe(joined));
                return scheduler.scheduleAtFixedRate(
                        () -> probe(joined), momentOf(joined), rules.interval().toMillis(), TimeUnit.MILLISECONDS);
            });
        }
    }

    /** Milliseconds, above 0 and up to the interval, the same for one address each time. */
    private long momentOf(Address target) {
        return 1 + Math.floorMod(target.hashCode(), rules.interval().toMillis());
    }

    /** Probes one address once. */
    public void probe(Address target) {
        client.newRequest("http://" + target + rules.path())
                .headers(headers -> headers.put(HttpHeader.CONNECTION, "close").put(MARK, "1"))
                .timeout(rules.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .send(new BufferingResponseListener(MAX_ANSWER) {
                    @Override
                    public void onComplete(Result result) {
                        results.accept(read(target, result, getContentAsString()));
                    }
                });
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
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
