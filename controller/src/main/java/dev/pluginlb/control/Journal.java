package dev.pluginlb.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The latest {@value #KEPT} events, oldest first. Written by the control loop alone, read by anybody at any speed: who falls
 * behind misses events and holds nobody up. Thread-safe.
 */
public final class Journal {

    /** Older events are forgotten. */
    public static final int KEPT = 1000;

    private final Deque<Event> events = new ArrayDeque<>();
    private final Map<Event.Kind, Long> counts = new EnumMap<>(Event.Kind.class);
    private long latest;

    /** @param started ids go on from here, in milliseconds, so that those of a former run are smaller */
    public Journal(Instant started) {
        this.latest = started.toEpochMilli();
    }

    /** The id of the newest event, or the one before the first. */
    public synchronized long latest() {
        return latest;
    }

    /** What is kept and newer than the event of this id. */
    public synchronized List<Event> after(long id) {
        return events.stream().filter(event -> event.id() > id).toList();
    }

    /** The same, but waits for an event as long as there is none; empty when the patience ended first. */
    public synchronized List<Event> await(long id, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); latest <= id && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return after(id);
    }

    /** How many events of each kind there were since the start, also those that are forgotten; none of those missing. */
    public synchronized Map<Event.Kind, Long> counts() {
        return Map.copyOf(counts);
    }

    /** Adds what changed; for the loop, or a test that plays it. */
    public synchronized void enter(List<Event.Change> changes, Instant now) {
        for (Event.Change change : changes) {
            events.addLast(new Event(++latest, now, change));
            counts.merge(change.kind(), 1L, Long::sum);
        }
        while (events.size() > KEPT) {
            events.removeFirst();
        }
        if (!changes.isEmpty()) {
            notifyAll();
        }
    }
}
