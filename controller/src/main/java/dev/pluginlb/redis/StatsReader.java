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
import redis.clients.jedis.UnifiedJedis;

/** Reads the statistics when somebody asks, at most once a second. Thread-safe. */
public final class StatsReader {

    private static final int MAX_ENDPOINTS = 1_000_000;

    private final UnifiedJedis redis;
    private final Keys keys;
    private final Tolerant tolerant;
    private final StatsCodec codec;
    private final Sizes sizes = new Sizes();
    private final OnceASecond<StatsReading> all;
    private final OnceASecond<SortedMap<String, Double>> custom;

    /** @param clock any that does not stand still */
    public StatsReader(UnifiedJedis redis, Keys keys, Junk junk, ClassRule rule, InstantSource clock) {
        this.redis = redis;
        this.keys = keys;
        this.tolerant = new Tolerant(junk);
        this.codec = new StatsCodec(rule);
        this.all = new OnceASecond<>(this::readAll, clock);
        this.custom = new OnceASecond<>(this::readCustom, clock);
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
            Admission small = look(
                    pipeline, Sizes.Key.hash(keys.customStats()), Sizes.Key.hash(keys.requestStats(), MAX_ENDPOINTS));
            Supplier<Map<String, String>> endpoints = small.ask(keys.requestStats(), pipeline::hgetAll);
            Supplier<Map<String, String>> metrics = small.ask(keys.customStats(), pipeline::hgetAll);
            pipeline.sync();
            StatsReading read = new StatsReading(endpoints(endpoints), custom(metrics));
            tolerant.junk().sumUp();
            return read;
        }
    }

    private SortedMap<String, Double> readCustom() {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            Admission small = look(pipeline, Sizes.Key.hash(keys.customStats()));
            Supplier<Map<String, String>> metrics = small.ask(keys.customStats(), pipeline::hgetAll);
            pipeline.sync();
            return custom(metrics);
        }
    }

    private Admission look(AbstractPipeline pipeline, Sizes.Key... about) {
        Admission small = sizes.look(pipeline, List.of(about));
        small.tell(tolerant.junk());
        return small;
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
