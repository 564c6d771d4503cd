package dev.pluginlb.redis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * How large what stands in Redis may be to be read: Redis is asked for the sizes first, in one more turn of the same pipeline. Whoever may
 * write there, by mistake or not, could otherwise end the controller by what does not fit into its memory, again at each start.
 *
 * <p>The keys of one reading may be so large together as a sixteenth of the heap, in Redis's own count, those that are named first
 * before the others; a text takes up to five times as much here until it is understood. Where Redis does not tell how
 * large keys are, only entries are counted. Thread-safe.
 */
final class Sizes {

    /** Of a hash; more nodes, drains or metrics there are not. */
    static final int MOST_ENTRIES = 10_000;

    private static final int SHARE_OF_HEAP = 16;
    private static final long LEAST_ROOM = 4L << 20;

    /** Of all members of a set, which are small and cost several times as much here: a fourth of the room. */
    private static final int SHARE_OF_SETS = 4;

    private static final long MOST_OF_A_VALUE = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(Sizes.class);
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private final long room;

    Sizes() {
        this(Math.max(LEAST_ROOM, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /** @param room in bytes, for all keys of one reading */
    Sizes(long room) {
        this.room = room;
    }

    /** A key, and how much may stand there. */
    record Key(String name, long entries, long share) {

        static Key hash(String name) {
            return hash(name, MOST_ENTRIES);
        }

        static Key hash(String name, long entries) {
            return new Key(name, entries, 1);
        }

        static Key set(String name) {
            return new Key(name, 0, SHARE_OF_SETS);
        }

        static Key value(String name) {
            return new Key(name, 0, 0);
        }

        private long bytes(long room) {
            return share == 0 ? MOST_OF_A_VALUE : room / share;
        }
    }

    /** Looks at these keys; the pipeline can be used on. */
    Admission look(AbstractPipeline pipeline, List<Key> keys) {
        List<Answer> answers =
                keys.stream().map(key -> Answer.in(pipeline, key)).toList();
        pipeline.sync();
        Map<String, String> refused = new LinkedHashMap<>();
        long left = room;
        for (Answer answer : answers) {
            long bytes = bytes(answer.bytes());
            long allowed = Math.min(left, answer.key().bytes(room));
            if (number(answer.entries()) > answer.key().entries()) {
                refused.put(answer.key().name(), "more than " + answer.key().entries() + " entries");
            } else if (bytes > allowed) {
                refused.put(answer.key().name(), tooMuch(bytes, answer.key().bytes(room)));
            } else {
                left -= bytes;
            }
        }
        return new Admission(refused);
    }

    /** The same for somebody who has no pipeline. */
    Admission look(UnifiedJedis redis, Key... keys) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            return look(pipeline, List.of(keys));
        }
    }

    private String tooMuch(long bytes, long allowed) {
        return bytes > allowed
                ? "more than " + words(allowed)
                : "more than fits beside the other keys in " + words(room);
    }

    private static String words(long bytes) {
        return bytes < 1 << 20 ? bytes + " bytes" : (bytes >> 20) + " MB";
    }

    /** Another type of value has no such number, and is found out when it is read. */
    private static long number(Supplier<Long> answer) {
        try {
            return answer.get();
        } catch (JedisDataException anotherType) {
            return 0;
        }
    }

    private static long bytes(Supplier<Long> answer) {
        try {
            Long bytes = answer.get();
            return bytes == null ? 0 : bytes;
        } catch (JedisDataException refused) {
            if (TOLD.compareAndSet(false, true)) {
                LOG.warn(
                        "Redis does not tell how large keys are, so one that is huge is read: {}"
                                + " (docs/operate.md has the rights that the user needs)",
                        refused.getMessage());
            }
            return 0;
        }
    }

    private record Answer(Key key, Supplier<Long> entries, Response<Long> bytes) {

        static Answer in(AbstractPipeline pipeline, Key key) {
            return new Answer(
                    key,
                    key.entries() == 0 ? () -> 0L : pipeline.hlen(key.name()),
                    pipeline.memoryUsage(key.name(), MOST_ENTRIES));
        }
    }
}
