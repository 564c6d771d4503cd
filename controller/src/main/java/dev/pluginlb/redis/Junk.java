package dev.pluginlb.redis;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values that were skipped because they make no sense: each fault is counted once, and reported once. Of a flood, a hundred are
 * reported each minute, and how many more there were.
 *
 * <p>A fault is told by its place and what is wrong there, not by the whole value, which may change with every heartbeat.
 * Remembers up to 100 000 by their hashes, and then begins anew: so ever new junk costs a bounded memory, and as much as there can be at one
 * time is remembered whole. Thread-safe.
 */
public final class Junk {

    private static final Logger LOG = LoggerFactory.getLogger(Junk.class);
    private static final int REMEMBERED = 100_000;
    private static final int LINES = 100;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong count = new AtomicLong();
    private final Set<Integer> seen = new HashSet<>();
    private final LongSupplier nanos;
    private long minuteBegan;
    private int lines;
    private long untold;
    private boolean summedUp;

    public Junk() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that goes on steadily from anywhere, in nanoseconds */
    Junk(LongSupplier nanos) {
        this.nanos = nanos;
        this.minuteBegan = nanos.getAsLong();
    }

    /**
     * Records a fault.
     *
     * @param where key, and field or member
     * @param why what is wrong there
     */
    synchronized void skip(String where, String why) {
        if (seen.size() == REMEMBERED) {
            seen.clear();
        }
        if (seen.add(Objects.hash(where, why))) {
            count.incrementAndGet();
            report(where, why);
        }
    }

    private void report(String where, String why) {
        beginMinute();
        if (lines < LINES) {
            lines++;
            LOG.warn("skipped {}: {}", printable(where), printable(why));
        } else {
            untold++;
        }
    }

    /** Says how many could not be reported one by one, once a minute at most; to be called when a reading is over. */
    synchronized void sumUp() {
        beginMinute();
        if (untold > 0 && !summedUp) {
            LOG.warn("skipped {} more values of Redis, too many to be told of", untold);
            untold = 0;
            summedUp = true;
        }
    }

    private void beginMinute() {
        long now = nanos.getAsLong();
        if (now - minuteBegan >= MINUTE) {
            minuteBegan = now;
            lines = 0;
            summedUp = false;
        }
    }

    /** How many faults were found since the start. */
    public long count() {
        return count.get();
    }

    private static String printable(String text) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return shown.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
