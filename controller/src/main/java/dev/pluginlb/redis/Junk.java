package dev.pluginlb.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values that were skipped because they make no sense: each is reported once, and counted once.
 *
 * <p>Remembers the latest 1024, so that a flood of ever new junk costs no memory. Recording is confined to the thread that
 * reads; the count may be read from any.
 */
public final class Junk {

    private static final Logger LOG = LoggerFactory.getLogger(Junk.class);
    private static final int REMEMBERED = 1024;

    private final AtomicLong count = new AtomicLong();
    private final Map<String, Integer> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Records a value.
     *
     * @param where key and field
     * @param value what stood there; never logged as it is
     * @param why what is wrong with it
     */
    void skip(String where, String value, String why) {
        Integer former = seen.put(where, value.hashCode());
        if (former == null || former != value.hashCode()) {
            count.incrementAndGet();
            LOG.warn("skipped {}: {}", printable(where), printable(why));
        }
    }

    /** How many values were skipped since the start. */
    public long count() {
        return count.get();
    }

    private static String printable(String text) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return shown.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
