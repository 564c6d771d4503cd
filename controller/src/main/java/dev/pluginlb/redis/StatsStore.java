package dev.pluginlb.redis;

import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.Evidence;
import dev.pluginlb.traffic.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Adds what this controller saw to what all controllers know. Every request is counted once, whoever else writes and
 * whatever happens to the connection.
 *
 * <p>A flush goes in chunks. A chunk is read, folded here, and written by one script, which writes all of it or, if
 * anything has changed in between, nothing; then it is folded anew. A chunk whose outcome stays unknown is kept and
 * repeated under its number at the next merge, before anything else; Redis remembers the last number that was applied, so
 * a repetition changes nothing, however late the first one arrives. Confined to one thread.
 */
public final class StatsStore {

    private static final Logger LOG = LoggerFactory.getLogger(StatsStore.class);

    private static final int CHUNK = 200;
    private static final int ATTEMPTS = 10;

    private final StatsFolder folder;
    private final MergeScript script;
    private final Keys keys;
    private final Junk junk;
    private long number;
    private @Nullable Pending pending;

    /**
     * What the store goes by.
     *
     * @param maxEndpoints new endpoints are refused while there are so many
     */
    public record Rules(ClassRule rule, int maxEndpoints) {}

    /** @param sent whether Redis may have written it */
    private record Pending(long number, List<Map.Entry<EndpointKey, Evidence>> evidence, Sent sent) {}

    private enum Sent {
        NO,
        PERHAPS
    }

    public StatsStore(UnifiedJedis redis, Keys keys, Junk junk, ControllerId self, Rules rules) {
        this.folder = new StatsFolder(redis, keys, junk, self, rules);
        this.script = new MergeScript(redis, keys, self, rules.maxEndpoints());
        this.keys = keys;
        this.junk = junk;
    }

    /** Merges requests that have ended. */
    public MergeOutcome merge(Map<EndpointKey, Samples> samples, Instant now) {
        return merge(samples, Map.of(), now);
    }

    /**
     * Merges, and before that what an earlier merge left under way.
     *
     * @param elders the ages of requests that still run and are older than the threshold; they are judged, not counted
     * @param now wall time, for {@code last_update}
     */
    public MergeOutcome merge(Map<EndpointKey, Samples> samples, Map<EndpointKey, List<Duration>> elders, Instant now) {
        Deque<List<Map.Entry<EndpointKey, Evidence>>> waiting = chunks(Evidence.of(samples, elders));
        Tally tally = new Tally();
        Optional<String> failure = mergeAll(waiting, now, tally);
        Map<EndpointKey, Samples> unmerged = ended(waiting.stream().flatMap(List::stream));
        return new MergeOutcome(tally.merged, tally.foreign, tally.refused, unmerged, failure, tally.away);
    }

    /**
     * What is under way and has certainly not reached Redis, to be merged by another store; this one forgets it. A chunk that may have
     * reached it stays: under another number it might be counted twice.
     */
    public Map<EndpointKey, Samples> takeBackUnsent() {
        Pending chunk = pending;
        if (chunk == null || chunk.sent() == Sent.PERHAPS) {
            return Map.of();
        }
        pending = null;
        return ended(chunk.evidence().stream());
    }

    private static Map<EndpointKey, Samples> ended(Stream<Map.Entry<EndpointKey, Evidence>> evidence) {
        return evidence.filter(entry -> entry.getValue().ended().isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().ended().orElseThrow()));
    }

    private Optional<String> mergeAll(Deque<List<Map.Entry<EndpointKey, Evidence>>> waiting, Instant now, Tally tally) {
        try {
            while (pending != null || !waiting.isEmpty()) {
                Pending next = pending != null ? pending : new Pending(++number, waiting.remove(), Sent.NO);
                pending = next;
                if (!settle(next, now, tally)) {
                    return Optional.of("another controller was faster, " + ATTEMPTS + " times");
                }
                pending = null;
            }
            return Optional.empty();
        } catch (JedisDataException refused) {
            tally.away = RootCause.isAway(refused);
            if (Tolerant.isWrongType(refused)) {
                junk.skip(keys.requestStats(), "cannot be merged: " + refused.getMessage());
            }
            return Optional.of(RootCause.words(refused));
        } catch (JedisException unreachable) {
            tally.away = RootCause.isAway(unreachable);
            LOG.debug("a merge of statistics failed", unreachable);
            return Optional.of(RootCause.words(unreachable));
        } catch (RuntimeException fault) {
            pending = null; // or it would stop every merge to come
            throw fault;
        }
    }

    private boolean settle(Pending chunk, Instant now, Tally tally) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            StatsFolder.Fold fold = folder.fold(chunk.evidence(), now);
            pending = new Pending(chunk.number(), chunk.evidence(), Sent.PERHAPS);
            Optional<Long> refused = script.apply(chunk.number(), fold);
            if (refused.isPresent()) {
                tally.foreign += fold.foreign();
                tally.refused += refused.get();
                tally.merged += fold.requests() - refused.get();
                return true;
            }
        }
        return false;
    }

    private static Deque<List<Map.Entry<EndpointKey, Evidence>>> chunks(Map<EndpointKey, Evidence> evidence) {
        List<Map.Entry<EndpointKey, Evidence>> all = List.copyOf(evidence.entrySet());
        Deque<List<Map.Entry<EndpointKey, Evidence>>> chunks = new ArrayDeque<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(from + CHUNK, all.size())));
        }
        return chunks;
    }

    /** Requests, by what became of them. */
    private static final class Tally {
        private long merged;
        private long foreign;
        private long refused;
        private boolean away;
    }
}
