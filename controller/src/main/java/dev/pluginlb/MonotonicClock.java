package dev.pluginlb;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Tells the time of day as it was at the start, plus what has passed since: it never jumps.
 * In whole milliseconds. Thread-safe. */
final class MonotonicClock implements InstantSource {

    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return started.plusNanos(System.nanoTime() - startedNanos).truncatedTo(ChronoUnit.MILLIS);
    }
}
