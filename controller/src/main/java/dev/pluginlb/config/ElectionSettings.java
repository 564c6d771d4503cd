package dev.pluginlb.config;

import java.time.Duration;

/**
 * Who leads when several controllers run.
 *
 * @param interval between two renewals of the lead
 * @param ttl after which a silent leader has lost it; longer than {@code interval}
 */
public record ElectionSettings(Duration interval, Duration ttl) {

    static final String TTL_RULE = "longer than election.interval";

    /** @throws IllegalArgumentException if the lead would be lost between two renewals */
    public ElectionSettings {
        if (!outlives(ttl, interval)) {
            throw ConfigError.refusal("election.ttl", ttl, TTL_RULE);
        }
    }

    static boolean outlives(Duration ttl, Duration interval) {
        return ttl.compareTo(interval) > 0;
    }
}
