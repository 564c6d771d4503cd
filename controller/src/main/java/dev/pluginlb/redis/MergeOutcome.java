package dev.pluginlb.redis;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.Samples;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the samples of one flush.
 *
 * @param merged requests that are in the totals now
 * @param foreign requests of endpoints that somebody else counts; left out for good
 * @param refused requests of endpoints for which there is no room; left out for good
 * @param unmerged what must come again with the next flush; in no way counted yet
 * @param failure why something is unmerged or still under way; empty when all is settled
 * @param away whether that is so because Redis is away
 */
public record MergeOutcome(
        long merged,
        long foreign,
        long refused,
        Map<EndpointKey, Samples> unmerged,
        Optional<String> failure,
        boolean away) {

    public MergeOutcome {
        unmerged = Map.copyOf(unmerged);
    }
}
