package dev.pluginlb;

import dev.pluginlb.control.Counts;
import dev.pluginlb.control.Journal;
import dev.pluginlb.control.WorkTimes;
import dev.pluginlb.redis.Junk;
import dev.pluginlb.wiring.Shared;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What stays of a controller when another one with other settings follows it in the same process; what is on disk and in Redis
 * stays anyway.
 *
 * @param counts what was counted until then; empty for the first one
 * @param occasion why another one follows; empty for the first one
 */
record Lasting(
        InstantSource clock,
        Junk junk,
        Journal journal,
        WorkTimes times,
        Optional<Counts> counts,
        Optional<Learned> learned,
        Optional<String> occasion) {

    /** For the first one. */
    static Lasting none(InstantSource clock) {
        return new Lasting(
                clock,
                new Junk(),
                new Journal(clock.instant()),
                new WorkTimes(clock),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** What one that has ended hands on. */
    static Lasting of(Shared shared, Journal journal, WorkTimes times, Counts counts, Learned learned) {
        return new Lasting(
                shared.clock(),
                shared.junk(),
                journal,
                times,
                Optional.of(counts),
                Optional.of(learned),
                Optional.empty());
    }

    /** The same, since other settings are to be in effect. */
    Lasting because(String why) {
        return new Lasting(clock, junk, journal, times, counts, learned, Optional.of(why));
    }
}
