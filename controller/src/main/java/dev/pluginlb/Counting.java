package dev.pluginlb;

import dev.pluginlb.control.Counts;
import dev.pluginlb.control.Counts.Errand;
import dev.pluginlb.control.WorkTimes;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.redis.Election;
import dev.pluginlb.redis.RedisWatch;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings together what each part counts where it happens. */
record Counting(WorkTimes times, Election election, RedisWatch redis, Learning learning, Chores chores) {

    Counts counts() {
        return new Counts(
                Arrays.stream(ApplyOutcome.Result.values())
                        .collect(Collectors.toMap(Function.identity(), times::applies)),
                times.tellings(),
                times.failedTellings(),
                Map.of(
                        Errand.READ, redis.failures(),
                        Errand.ELECT, election.failures(),
                        Errand.FLUSH, learning.failures(),
                        Errand.SHARE, chores.failures()),
                election.changes());
    }
}
