package dev.pluginlb.redis;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.Evidence;
import dev.pluginlb.traffic.RequestClass;
import dev.pluginlb.traffic.RouteDefaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Reads the entries of some endpoints and folds samples into them; writes nothing. */
final class StatsFolder {

    /** In bytes; what pluginlb writes has a few hundred. */
    static final int LONGEST = 64 * 1024;

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

    /** One entry before and after. */
    record Change(EndpointKey key, long requests, Before before, String after, Membership sets) {}

    /**
     * What stood at an entry.
     *
     * @param mark by which it is known again: empty where nothing stood, else a '=' and it, byte by byte as in a {@link RawHash}, or
     *     a '#' and its length where that is more than {@value #LONGEST}
     * @param text where it is short enough to be read
     */
    record Before(String mark, Optional<String> text) {

        static final Before NOTHING = new Before("", Optional.empty());

        static Before of(byte @Nullable [] value) {
            return RawHash.text(value)
                    .map(text -> new Before("=" + text, Optional.of(text)))
                    .orElse(NOTHING);
        }

        static Before ofLength(long length) {
            return new Before("#" + length, Optional.empty());
        }
    }

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
        List<Before> read =
                read(chunk.stream().map(seen -> seen.getKey().value()).toList());
        List<Change> changes = new ArrayList<>();
        long foreign = 0;
        for (int i = 0; i < chunk.size(); i++) {
            EndpointKey key = chunk.get(i).getKey();
            Evidence seen = chunk.get(i).getValue();
            Before before = read.get(i);
            Optional<StatsCodec.Entry> entry = before.text().flatMap(raw -> decoded(key, raw));
            if (entry.filter(known -> known.isForeign(now)).isPresent()) {
                foreign += seen.count();
            } else {
                change(key, seen, before, entry, now).ifPresent(changes::add);
            }
        }
        return new Fold(changes, foreign);
    }

    /** Not what is longer than any entry is: that is as good as none, and is told of. */
    private List<Before> read(List<String> fields) {
        List<Long> lengths = lengths(fields);
        byte[][] shorts = IntStream.range(0, fields.size())
                .filter(i -> lengths.get(i) <= LONGEST)
                .mapToObj(i -> Script.bytes(fields.get(i)))
                .toArray(byte[][]::new);
        Iterator<byte[]> values = shorts.length == 0
                ? Collections.emptyIterator()
                : redis.hmget(Script.bytes(keys.requestStats()), shorts).iterator();
        List<Before> read = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (lengths.get(i) <= LONGEST) {
                read.add(Before.of(values.next()));
            } else {
                tolerant.junk().skip(keys.requestStats() + " " + fields.get(i), "more than " + LONGEST + " bytes");
                read.add(Before.ofLength(lengths.get(i)));
            }
        }
        return read;
    }

    private List<Long> lengths(List<String> fields) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            List<Response<Long>> lengths = fields.stream()
                    .map(field -> pipeline.hstrlen(keys.requestStats(), field))
                    .toList();
            pipeline.sync();
            return lengths.stream().map(StatsFolder::length).toList();
        }
    }

    /** Where Redis does not tell lengths, all is read. */
    private static long length(Response<Long> length) {
        try {
            return length.get();
        } catch (JedisDataException untold) {
            return 0;
        }
    }

    /** Empty where nothing changes. */
    private Optional<Change> change(
            EndpointKey key, Evidence seen, Before before, Optional<StatsCodec.Entry> entry, Instant now) {
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
