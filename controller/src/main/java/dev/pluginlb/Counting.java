package dev.pluginlb;

import dev.pluginlb.control.Counts;
import dev.pluginlb.control.Counts.Errand;
import dev.pluginlb.control.WorkTimes;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.redis.Election;
import dev.pluginlb.redis.RedisWatch;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Brings together what each part counts where it happens, on top of what was counted by those before it in this process. */
record Counting(WorkTimes times, Counter parts, Optional<Counts> former) {

    /** The parts that count from their own start. */
    record Counter(Election election, RedisWatch redis, Learning learning, Chores chores) {}

    Counts counts() {
        return new Counts(
                Arrays.stream(ApplyOutcome.Result.values())
                        .collect(Collectors.toMap(Function.identity(), times::applies)),
                times.tellings(),
                times.failedTellings(),
                Map.of(
                        Errand.READ, onTopOf(Errand.READ, parts.redis().failures()),
                        Errand.ELECT, onTopOf(Errand.ELECT, parts.election().failures()),
                        Errand.FLUSH, onTopOf(Errand.FLUSH, parts.learning().failures()),
                        Errand.SHARE, onTopOf(Errand.SHARE, parts.chores().failures())),
                formerly(Counts::leadChanges) + parts.election().changes());
    }

    private long onTopOf(Errand errand, long failures) {
        return formerly(counts -> Objects.requireNonNull(counts.redisFailures().get(errand))) + failures;
    }

    private long formerly(ToLongFunction<Counts> count) {
        return former.map(count::applyAsLong).orElse(0L);
    }
}
