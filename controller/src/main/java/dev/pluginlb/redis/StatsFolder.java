package dev.pluginlb.redis;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.Evidence;
import dev.pluginlb.traffic.RequestClass;
import dev.pluginlb.traffic.RouteDefaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** Reads the entries of some endpoints and folds samples into them; writes nothing. */
final class StatsFolder {

    private final UnifiedJedis redis;
    private final Keys keys;
    private final Tolerant tolerant;
    private final ControllerId self;
    private final StatsStore.Rules rules;
    private final StatsCodec codec;

    /**
     * Samples folded into what was read.
     *
     * @param changes what is to be written
     * @param foreign requests of endpoints that somebody else counts
     */
    record Fold(List<Change> changes, long foreign) {

        /** How many requests the changes are about. */
        long requests() {
            return changes.stream().mapToLong(Change::requests).sum();
        }
    }

    /** One entry before and after; {@code before} is what stood there byte by byte, as in a {@link RawHash}. */
    record Change(EndpointKey key, long requests, Optional<String> before, String after, Membership sets) {}

    /** Which of the two sets an endpoint belongs to. */
    enum Membership {
        LONG,
        SHORT,
        NONE
    }

    StatsFolder(UnifiedJedis redis, Keys keys, Junk junk, ControllerId self, StatsStore.Rules rules) {
        this.redis = redis;
        this.keys = keys;
        this.tolerant = new Tolerant(junk);
        this.self = self;
        this.rules = rules;
        this.codec = new StatsCodec(rules.rule());
    }

    Fold fold(List<Map.Entry<EndpointKey, Evidence>> chunk, Instant now) {
        byte[][] fields =
                chunk.stream().map(seen -> Script.bytes(seen.getKey().value())).toArray(byte[][]::new);
        List<byte[]> read = redis.hmget(Script.bytes(keys.requestStats()), fields);
        List<Change> changes = new ArrayList<>();
        long foreign = 0;
        for (int i = 0; i < chunk.size(); i++) {
            EndpointKey key = chunk.get(i).getKey();
            Evidence seen = chunk.get(i).getValue();
            Optional<String> before = RawHash.text(read.get(i));
            Optional<StatsCodec.Entry> entry = before.flatMap(raw -> decoded(key, raw));
            if (entry.filter(known -> known.isForeign(now)).isPresent()) {
                foreign += seen.count();
            } else {
                change(key, seen, before, entry, now).ifPresent(changes::add);
            }
        }
        return new Fold(changes, foreign);
    }

    /** Empty where nothing changes. */
    private Optional<Change> change(
            EndpointKey key, Evidence seen, Optional<String> before, Optional<StatsCodec.Entry> entry, Instant now) {
        EndpointStats known = entry.map(StatsCodec.Entry::stats).orElseGet(() -> EndpointStats.none(rules.rule()));
        Hold hold = entry.map(StatsCodec.Entry::hold).orElse(Hold.NONE);
        EndpointStats judged = known.with(seen, rules.rule());
        boolean mine = hold.by().equals(self.value());
        EndpointStats after = known.isLong() && !mine && hold.holds(now) ? judged.keptLong() : judged;
        Hold held = judged.isLong() && !seen.elders().isEmpty() ? hold.renewed(now, self.value()) : hold;
        return after.equals(known) && held.equals(hold)
                ? Optional.empty()
                : Optional.of(
                        new Change(key, seen.count(), before, codec.encode(after, held, now), membership(key, after)));
    }

    private Optional<StatsCodec.Entry> decoded(EndpointKey key, String raw) {
        return tolerant.sensible(keys.requestStats() + " " + key, raw, codec::decode);
    }

    private Membership membership(EndpointKey key, EndpointStats stats) {
        if (stats.isLong()) {
            return Membership.LONG;
        }
        boolean isShort = stats.judged().filter(RequestClass.SHORT::equals).isPresent();
        return isShort && RouteDefaults.of(key) == RequestClass.LONG ? Membership.SHORT : Membership.NONE;
    }
}
