package dev.pluginlb.redis;

import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** Reads the statistics when somebody asks, at most once a second. Thread-safe. */
public final class StatsReader {

    private static final int MAX_ENDPOINTS = 1_000_000;

    private final UnifiedJedis redis;
    private final Keys keys;
    private final Tolerant tolerant;
    private final StatsCodec codec;
    private final OnceASecond<StatsReading> all;
    private final OnceASecond<SortedMap<String, Double>> custom;

    /** @param clock any that does not stand still */
    public StatsReader(UnifiedJedis redis, Keys keys, Junk junk, ClassRule rule, InstantSource clock) {
        this.redis = redis;
        this.keys = keys;
        this.tolerant = new Tolerant(junk);
        this.codec = new StatsCodec(rule);
        this.all = new OnceASecond<>(this::readAll, clock);
        this.custom = new OnceASecond<>(() -> custom(() -> redis.hgetAll(keys.customStats())), clock);
    }

    /**
     * What Redis holds now, or held less than a second ago.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer, or refuses us
     */
    public StatsReading read() {
        return all.answer();
    }

    /**
     * The metrics of others alone, which are few: the endpoints may be many. As fresh as {@link #read}.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer, or refuses us
     */
    public SortedMap<String, Double> custom() {
        return custom.answer();
    }

    private StatsReading readAll() {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            Response<Map<String, String>> endpoints = pipeline.hgetAll(keys.requestStats());
            Response<Map<String, String>> metrics = pipeline.hgetAll(keys.customStats());
            pipeline.sync();
            return new StatsReading(endpoints(endpoints), custom(metrics));
        }
    }

    private SortedMap<String, Double> custom(Supplier<Map<String, String>> hash) {
        return new TreeMap<>(tolerant.entries(
                keys.customStats(),
                hash,
                CustomStats.MAX_ENTRIES,
                CustomStats::name,
                (name, text) -> CustomStats.number(text)));
    }

    private List<StatsReading.Endpoint> endpoints(Supplier<Map<String, String>> hash) {
        Map<EndpointKey, StatsCodec.Entry> entries = new TreeMap<>(tolerant.entries(
                keys.requestStats(), hash, MAX_ENDPOINTS, EndpointKey::new, (key, json) -> codec.decode(json)));
        return entries.entrySet().stream()
                .map(entry -> new StatsReading.Endpoint(
                        entry.getKey(),
                        entry.getValue().stats(),
                        entry.getValue().lastUpdate()))
                .toList();
    }
}
