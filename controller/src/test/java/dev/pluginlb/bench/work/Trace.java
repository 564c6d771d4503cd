package dev.pluginlb.bench.work;

import java.time.Duration;
import java.util.List;

/**
 * Requests and when they are due.
 *
 * @param arrivals in order; each one's job has its place as id
 * @param warmUp what is due before is sent, but not counted
 */
public record Trace(List<Arrival> arrivals, Duration warmUp) {

    public Trace {
        arrivals = List.copyOf(arrivals);
    }

    public boolean counts(Arrival arrival) {
        return arrival.at() >= warmUp.toNanos();
    }
}
