package dev.pluginlb.admin.metrics;

import dev.pluginlb.accesslog.FeedState;
import dev.pluginlb.control.LearningState;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What comes of what Nginx tells of requests. */
final class FeedMetrics {

    private FeedMetrics() {}

    static Stream<MetricSnapshot> of(LearningState learning) {
        return Stream.of(
                Series.flag(
                        "pluginlb_feed_open",
                        "1 when this controller can be told of requests",
                        learning.feed().isPresent()),
                Series.counters(
                        "pluginlb_feed_lines",
                        "Lines in which Nginx tells of requests, by what became of them",
                        lines(learning)),
                Series.moment(
                        "pluginlb_feed_last_line_timestamp_seconds",
                        "When Nginx told of a request last",
                        learning.feed().flatMap(FeedState::lastLine)),
                Series.counters(
                        "pluginlb_statistics_requests",
                        "Requests that ended, by what became of them in the statistics",
                        fates(learning)),
                Series.gauge(
                        "pluginlb_endpoints",
                        "Endpoints that this controller remembers",
                        learning.ledger().endpoints()),
                Series.counter(
                        "pluginlb_endpoints_evicted",
                        "Endpoints that were forgotten because there were too many",
                        learning.ledger().evicted()));
    }

    /** Zero while the feed is closed, but for what the system drops, which is then not known. */
    private static Map<Labels, Long> lines(LearningState learning) {
        Map<Labels, Long> lines = new HashMap<>();
        lines.put(outcome("read"), learning.feed().map(FeedState::received).orElse(0L));
        lines.put(
                outcome("malformed"), learning.feed().map(FeedState::malformed).orElse(0L));
        learning.feed().ifPresent(feed -> feed.dropped().ifPresent(count -> lines.put(outcome("dropped"), count)));
        return lines;
    }

    private static Map<Labels, Long> fates(LearningState learning) {
        return Map.of(
                outcome("merged"), learning.flush().merged(),
                outcome("lost"), learning.flush().lost(),
                outcome("foreign"), learning.flush().foreign(),
                outcome("unnamed"), learning.ledger().unnamed(),
                outcome("uncounted"), learning.ledger().uncounted());
    }

    private static Labels outcome(String word) {
        return Labels.of("outcome", word);
    }
}
