package dev.pluginlb.admin;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.redis.StatsReading;
import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.FinishedRequest.Try;
import dev.pluginlb.traffic.RequestClass;
import dev.pluginlb.traffic.Samples;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Requests for tests: single ones, and what is known of many. */
public final class Requests {

    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);

    private Requests() {}

    /** One that this node answered. */
    static FinishedRequest answered(Address node, RequestClass name) {
        Duration took = Duration.ofMillis(20);
        return new FinishedRequest(
                "POST",
                "/plugin/t1/dispatch/tool/invoke",
                "acme/search",
                200,
                List.of(new Try(node.toString(), 200, Optional.of(took), Optional.of(took))),
                100,
                took,
                1,
                name.name().toLowerCase(Locale.ROOT),
                "dify_plugin_daemon_servers",
                "");
    }

    /** Statistics of so many endpoints, of which each took longer than the one before. */
    public static StatsReading endpoints(int count) {
        return endpoints(count, 5);
    }

    /** @param requests so many to each */
    public static StatsReading endpoints(int count, int requests) {
        return new StatsReading(
                IntStream.range(0, count)
                        .mapToObj(number -> endpoint(number, requests))
                        .toList(),
                Collections.emptySortedMap());
    }

    private static StatsReading.Endpoint endpoint(int number, int requests) {
        EndpointStats stats = EndpointStats.none(RULE);
        for (int sample = 1; sample <= requests; sample++) {
            stats = stats.with(Samples.of(Duration.ofMillis(20L + number + 7L * sample)), RULE);
        }
        EndpointKey key = new EndpointKey("POST /plugin/:tenant_id/dispatch/tool/invoke acme/p" + number);
        return new StatsReading.Endpoint(key, stats, SettableController.STARTED);
    }
}
