package dev.pluginlb.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a load: every request sent is ok, or failed for one of the reasons, or still open.
 *
 * @param skipped short requests not sent because too many were open: the rate was not reached
 * @param reasons number of failures by their short reason
 * @param failures the first of them
 * @param nodes number of good answers by the node that gave them
 * @param shortMean mean time of good short answers
 * @param streamMean mean time of complete streams
 */
public record LoadReport(
        long sent,
        long ok,
        long failed,
        long skipped,
        Map<String, Long> reasons,
        List<Failure> failures,
        Map<String, Long> nodes,
        Duration shortMean,
        Duration streamMean) {

    /** A request that got no whole answer of its own. */
    public record Failure(String requestId, Instant sent, String reason) {}

    /**
     * A request that has ended, well or not.
     *
     * @param node that gave the whole answer; empty if there was none
     * @param reason why there was none; empty if there was
     */
    public record Ended(String requestId, Instant sent, Instant at, String node, String reason) {

        public boolean isGood() {
            return reason.isEmpty();
        }
    }

    public LoadReport {
        failures = List.copyOf(failures);
        reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
        nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
    }

    public long open() {
        return sent - ok - failed;
    }
}
