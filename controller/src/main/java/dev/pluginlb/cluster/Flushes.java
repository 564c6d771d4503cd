package dev.pluginlb.cluster;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * When each registry was last seen to lose most of its entries at once. For two heartbeat time-outs after that, an entry
 * that is missing proves nothing: living nodes are just registering again. Confined to the {@link Membership} that owns it.
 */
final class Flushes {

    private static final int TIMEOUTS = 2;

    private final Duration window;
    private final Map<Source, Duration> latest = new EnumMap<>(Source.class);

    Flushes(Duration heartbeatTimeout) {
        this.window = heartbeatTimeout.multipliedBy(TIMEOUTS);
    }

    /** Takes how many of a registry's entries have vanished from one reading to the next. */
    void vanished(Source source, long vanished, long before, Duration now) {
        if (vanished * 2 > before) {
            latest.put(source, now);
        }
    }

    boolean happenedLately(Source source, Duration now) {
        Duration flushed = latest.get(source);
        return flushed != null && now.minus(flushed).compareTo(window) <= 0;
    }
}
