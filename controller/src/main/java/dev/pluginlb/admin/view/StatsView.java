package dev.pluginlb.admin.view;

import dev.pluginlb.accesslog.FeedState;
import dev.pluginlb.control.LearningState;
import dev.pluginlb.control.Statistics;
import dev.pluginlb.redis.StatsReading;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.RequestClass;
import dev.pluginlb.traffic.RouteDefaults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of requests.
 *
 * @param total requests counted, over all endpoints
 * @param avgMs the mean of all of them
 * @param longEndpoints how many endpoints are long
 * @param endpoints sorted by name
 * @param custom metrics that others wrote
 * @param problems why something is not learned or not up to date; empty when all is ordinary
 */
public record StatsView(
        long total,
        double avgMs,
        int longEndpoints,
        List<EndpointView> endpoints,
        Map<String, Double> custom,
        FeedView feed,
        List<String> problems) {

    public StatsView {
        endpoints = List.copyOf(endpoints);
        custom = new TreeMap<>(custom);
        problems = List.copyOf(problems);
    }

    /** The same, numbers of all of them too, with these endpoints alone. */
    public StatsView withOnly(List<EndpointView> chosen) {
        return new StatsView(total, avgMs, longEndpoints, chosen, custom, feed, problems);
    }

    /**
     * One endpoint.
     *
     * @param isLong whether its requests are routed as long ones
     * @param basis {@code measured}, or {@code route} while too few requests were seen to judge it by them
     * @param windowMs the newest durations, oldest first
     */
    public record EndpointView(
            String endpoint,
            long total,
            double avgMs,
            double maxMs,
            boolean isLong,
            String basis,
            List<Double> windowMs,
            String lastUpdate) {

        public EndpointView {
            windowMs = List.copyOf(windowMs);
        }

        /** The class that its requests are routed by. */
        public static RequestClass classOf(StatsReading.Endpoint endpoint) {
            return endpoint.stats().judged().orElseGet(() -> RouteDefaults.of(endpoint.key()));
        }

        /** Whether its requests are routed as long ones. */
        public static boolean isRoutedLong(StatsReading.Endpoint endpoint) {
            return classOf(endpoint) == RequestClass.LONG;
        }

        public static EndpointView of(StatsReading.Endpoint endpoint) {
            EndpointStats stats = endpoint.stats();
            return new EndpointView(
                    endpoint.key().value(),
                    stats.total(),
                    millis(stats.mean()),
                    millis(stats.max()),
                    isRoutedLong(endpoint),
                    stats.judged().isPresent() ? "measured" : "route",
                    stats.window().durations().stream().map(StatsView::millis).toList(),
                    endpoint.lastUpdate().toString());
        }
    }

    /**
     * What became of the requests that Nginx told of, since this controller's start.
     *
     * @param received lines of the feed
     * @param malformed datagrams that were no such line
     * @param dropped lines that came faster than they were read; null where the system does not tell
     * @param uncounted requests that say nothing of their endpoint: quick failures
     * @param unnamed requests whose path names no endpoint
     * @param merged counted in Redis
     * @param lost given up, because there was no room for them
     * @param foreign of endpoints that somebody else counts
     */
    public record FeedView(
            long received,
            long malformed,
            @Nullable Long dropped,
            @Nullable String lastLine,
            long uncounted,
            long unnamed,
            long evictedEndpoints,
            long merged,
            long lost,
            long foreign) {

        static FeedView of(LearningState learning) {
            Optional<FeedState> feed = learning.feed();
            return new FeedView(
                    feed.map(FeedState::received).orElse(0L),
                    feed.map(FeedState::malformed).orElse(0L),
                    feed.filter(state -> state.dropped().isPresent())
                            .map(state -> state.dropped().getAsLong())
                            .orElse(null),
                    feed.flatMap(FeedState::lastLine).map(Object::toString).orElse(null),
                    learning.ledger().uncounted(),
                    learning.ledger().unnamed(),
                    learning.ledger().evicted(),
                    learning.flush().merged(),
                    learning.flush().lost(),
                    learning.flush().foreign());
        }
    }

    public static StatsView of(Statistics statistics) {
        List<StatsReading.Endpoint> endpoints = statistics.reading().endpoints();
        List<EndpointView> views = endpoints.stream().map(EndpointView::of).toList();
        long total = endpoints.stream().mapToLong(one -> one.stats().total()).sum();
        double sum =
                views.stream().mapToDouble(one -> one.avgMs() * one.total()).sum();
        return new StatsView(
                total,
                total == 0 ? 0 : rounded(sum / total),
                (int) views.stream().filter(EndpointView::isLong).count(),
                views,
                statistics.reading().custom(),
                FeedView.of(statistics.learning()),
                problems(statistics));
    }

    private static List<String> problems(Statistics statistics) {
        return Stream.concat(statistics.problem().stream(), statistics.learning().problems().stream())
                .toList();
    }

    /** Of the precision in which durations are told. */
    public static double millis(Duration duration) {
        return rounded(duration.toNanos() / 1e6);
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1000) / 1000.0;
    }
}
