package dev.pluginlb.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How long each kind of {@link Work} took. Thread-safe. */
public final class WorkTimes {

    private final InstantSource clock;
    private final Map<Work, Durations> times = Arrays.stream(Work.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), work -> new Durations()));

    /** @param clock one that never jumps */
    public WorkTimes(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts how long it takes to supply, also when that fails. */
    public <T> T time(Work work, Supplier<T> how) {
        Instant begun = clock.instant();
        try {
            return how.get();
        } finally {
            took(work, Duration.between(begun, clock.instant()));
        }
    }

    /** Counts what was measured elsewhere. */
    public void took(Work work, Duration time) {
        Objects.requireNonNull(times.get(work)).add(time);
    }

    public Durations.Tally tally(Work work) {
        return Objects.requireNonNull(times.get(work)).tally();
    }
}
