package dev.pluginlb.config;

import java.time.Duration;

/**
 * The pace of changes to Nginx.
 *
 * @param debounce a change waits so long for others; at most {@code maxWait}
 * @param maxWait the longest that a stream of changes can put off applying
 * @param minInterval between two reloads, once the burst is used up
 * @param burst reloads that may follow each other at once, at least 1
 * @param confirmTimeout within which the new version must be served
 * @param commandTimeout of one call of the Nginx program
 * @param maxDrainingWorkers no reload while so many old workers still finish requests
 * @param keepReleases how many releases stay on disk, at least 1
 */
public record ReloadSettings(
        Duration debounce,
        Duration maxWait,
        Duration minInterval,
        int burst,
        Duration confirmTimeout,
        Duration commandTimeout,
        int maxDrainingWorkers,
        int keepReleases) {

    static final String DEBOUNCE_RULE = "at most reload.max-wait";

    /** @throws IllegalArgumentException if the debounce is longer than its ceiling */
    public ReloadSettings {
        if (!debounceFits(debounce, maxWait)) {
            throw ConfigError.refusal("reload.debounce", debounce, DEBOUNCE_RULE);
        }
    }

    static boolean debounceFits(Duration debounce, Duration maxWait) {
        return debounce.compareTo(maxWait) <= 0;
    }
}
