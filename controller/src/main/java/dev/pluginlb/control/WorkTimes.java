package dev.pluginlb.control;

import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.StateTeller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How long each kind of {@link Work} took, and how attempts to change Nginx ended, since the start. Thread-safe. */
public final class WorkTimes {

    private final InstantSource clock;
    private final Map<Work, Durations> times = Arrays.stream(Work.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), work -> new Durations()));

    private final Map<ApplyOutcome.Result, Durations> applies = Arrays.stream(ApplyOutcome.Result.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), result -> new Durations()));
    private final LongAdder tellings = new LongAdder();
    private final LongAdder failedTellings = new LongAdder();

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

    /** Counts an attempt to apply a config. */
    public void ended(ApplyOutcome outcome) {
        Objects.requireNonNull(applies.get(outcome.result())).add(outcome.took());
    }

    /** Counts a telling of a state. */
    public void ended(StateTeller.Outcome outcome) {
        (outcome.inEffect() ? tellings : failedTellings).increment();
    }

    /** How long attempts to apply a config took that ended so. */
    public Durations.Tally applies(ApplyOutcome.Result result) {
        return Objects.requireNonNull(applies.get(result)).tally();
    }

    /** States that were told and taken over. */
    public long tellings() {
        return tellings.sum();
    }

    /** States that were told, or were to be, and not taken over. */
    public long failedTellings() {
        return failedTellings.sum();
    }

    public Durations.Tally tally(Work work) {
        return Objects.requireNonNull(times.get(work)).tally();
    }
}
