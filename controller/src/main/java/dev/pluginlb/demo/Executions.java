package dev.pluginlb.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How often plugin code ran for each X-Request-Id, the newest 100 000 of them: a count of two is a replayed request. */
final class Executions {

    private static final int KEPT = 100_000;

    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private CompletableFuture<Long> next = new CompletableFuture<>();

    synchronized void count(String requestId) {
        next.complete(System.nanoTime());
        counts.merge(requestId, 1, Integer::sum);
        if (counts.size() > KEPT) {
            counts.remove(counts.keySet().iterator().next());
        }
    }

    /** Completes when the next one begins, with {@link System#nanoTime} of then. */
    synchronized CompletableFuture<Long> next() {
        next = new CompletableFuture<>();
        return next;
    }

    synchronized Map<String, Integer> snapshot() {
        return new LinkedHashMap<>(counts);
    }
}
