package dev.pluginlb.redis;

import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Reads the statistics when somebody asks, at most once a second. Thread-safe; one reads, the others wait for it. */
public final class StatsReader {

    private static final int MAX_ENDPOINTS = 1_000_000;
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final UnifiedJedis redis;
    private final Keys keys;
    private final Tolerant tolerant;
    private final StatsCodec codec;
    private final InstantSource clock;
    private @Nullable Kept last;

    /** What came of the last question: a reading, or why there is none. */
    private record Kept(StatsReading reading, @Nullable JedisException failure, Instant askedAt) {

        StatsReading orFail() {
            if (failure != null) {
                throw failure;
            }
            return reading;
        }
    }

    /** @param clock any that does not stand still */
    public StatsReader(UnifiedJedis redis, Keys keys, Junk junk, ClassRule rule, InstantSource clock) {
        this.redis = redis;
        this.keys = keys;
        this.tolerant = new Tolerant(junk);
        this.codec = new StatsCodec(rule);
        this.clock = clock;
    }

    /**
     * What Redis holds now, or held less than a second ago.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer, or refuses us
     */
    public synchronized StatsReading read() {
        Instant now = clock.instant();
        if (last == null || Duration.between(last.askedAt(), now).abs().compareTo(KEPT) >= 0) {
            last = ask(now);
        }
        return last.orFail();
    }

    /** A Redis that hangs is asked once a second, too, however many wait for the answer. */
    private Kept ask(Instant now) {
        try {
            return new Kept(readAnew(), null, now);
        } catch (JedisException failed) {
            return new Kept(StatsReading.NONE, failed, clock.instant());
        }
    }

    private StatsReading readAnew() {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            Response<Map<String, String>> stats = pipeline.hgetAll(keys.requestStats());
            Response<Map<String, String>> custom = pipeline.hgetAll(keys.customStats());
            Response<Map<String, String>> nodes = pipeline.hgetAll(keys.nodeStatus());
            pipeline.sync();
            return new StatsReading(
                    endpoints(stats),
                    new TreeMap<>(tolerant.entries(
                            keys.customStats(),
                            custom,
                            CustomStats.MAX_ENTRIES,
                            CustomStats::name,
                            (name, text) -> CustomStats.number(text))),
                    NodeStatusWriter.decoded(tolerant, keys, nodes));
        }
    }

    private List<StatsReading.Endpoint> endpoints(Response<Map<String, String>> stats) {
        Map<EndpointKey, StatsCodec.Entry> entries = new TreeMap<>(tolerant.entries(
                keys.requestStats(), stats, MAX_ENDPOINTS, EndpointKey::new, (key, json) -> codec.decode(json)));
        return entries.entrySet().stream()
                .map(entry -> new StatsReading.Endpoint(
                        entry.getKey(),
                        entry.getValue().stats(),
                        entry.getValue().lastUpdate()))
                .toList();
    }
}
