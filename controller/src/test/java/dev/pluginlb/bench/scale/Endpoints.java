package dev.pluginlb.bench.scale;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * So many endpoints as controllers have learned them: a fifth is long, half of these on routes that usually are short, and of
 * the short ones half are on routes that usually are long.
 */
record Endpoints(int count) {

    private static final int LONG_OF = 5;
    private static final List<String> ROUTES = List.of(
            "text_embedding/invoke",
            "llm/invoke",
            "rerank/invoke",
            "tool/invoke",
            "moderation/invoke",
            "tts/invoke",
            "model/schema",
            "speech2text/invoke",
            "multimodal_embedding/invoke",
            "agent_strategy/invoke");

    /** Route of an endpoint, as it stands in a URL after {@code /plugin/TENANT/dispatch/}. */
    static String route(int number) {
        return ROUTES.get(number % ROUTES.size());
    }

    static String plugin(int number) {
        return "acme/plugin-" + number / ROUTES.size();
    }

    private static String key(int number) {
        return "POST /plugin/:tenant_id/dispatch/" + route(number) + " " + plugin(number);
    }

    private static boolean isLong(int number) {
        return number / ROUTES.size() % LONG_OF == 0;
    }

    void write(Jedis redis, long now) {
        try (Pipeline pipeline = redis.pipelined()) {
            IntStream.range(0, count).forEach(number -> write(pipeline, number, isLong(number), now));
        }
    }

    /** Some endpoints change their class, and in the next round they change it back. */
    void change(Jedis redis, int round, int changes, long now) {
        int first = round / 2 * changes;
        try (Pipeline pipeline = redis.pipelined()) {
            for (int i = first; i < first + changes; i++) {
                int number = i * LONG_OF % count;
                write(pipeline, number, isLong(number) == (round % 2 == 1), now);
            }
            pipeline.publish("pluginlb:events", "classes");
        }
    }

    private static void write(Pipeline pipeline, int number, boolean isLong, long now) {
        String key = key(number);
        boolean exceptional = number % 2 == 1 && !isLong;
        double mean = isLong ? 9000.5 : 120.25;
        String window = IntStream.range(0, 5).mapToObj(i -> mean + i + "").collect(Collectors.joining(","));
        pipeline.hset(
                "request:stats",
                Map.of(
                        key,
                        "{\"total\":1234,\"avg_ms\":" + mean + ",\"max_ms\":60210.5,\"window_ms\":[" + window
                                + "],\"is_long\":" + isLong + ",\"last_update\":" + now + ",\"by\":\"pluginlb\"}"));
        set(pipeline, "request:long_requests", key, isLong);
        set(pipeline, "pluginlb:short_requests", key, exceptional);
    }

    private static void set(Pipeline pipeline, String set, String member, boolean isIn) {
        if (isIn) {
            pipeline.sadd(set, member);
        } else {
            pipeline.srem(set, member);
        }
    }
}
