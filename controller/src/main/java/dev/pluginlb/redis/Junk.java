package dev.pluginlb.redis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values that were skipped because they make no sense: each fault is reported once, and counted once.
 *
 * <p>A fault is told by its place and what is wrong there, not by the whole value, which may change with every heartbeat.
 * Remembers the latest 20 000 by their hashes, so that a flood of ever new junk costs little memory. Thread-safe.
 */
public final class Junk {

    private static final Logger LOG = LoggerFactory.getLogger(Junk.class);
    private static final int REMEMBERED = 20_000;

    private final AtomicLong count = new AtomicLong();
    private final Set<Integer> seen = Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /**
     * Records a fault.
     *
     * @param where key, and field or member
     * @param why what is wrong there
     */
    synchronized void skip(String where, String why) {
        if (seen.add(Objects.hash(where, why))) {
            count.incrementAndGet();
            LOG.warn("skipped {}: {}", printable(where), printable(why));
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
