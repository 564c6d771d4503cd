package dev.pluginlb.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** How often plugin code ran for each X-Request-Id, the newest 100 000 of them: a count of two is a replayed request. */
final class Executions {

    private static final int KEPT = 100_000;

    private final Map<String, Integer> counts = new LinkedHashMap<>();

    synchronized void count(String requestId) {
        counts.merge(requestId, 1, Integer::sum);
        if (counts.size() > KEPT) {
            counts.remove(counts.keySet().iterator().next());
        }
    }

    synchronized Map<String, Integer> snapshot() {
        return new LinkedHashMap<>(counts);
    }
}
