package dev.pluginlb.traffic;

import java.time.Duration;
import java.util.Optional;

/**
 * What is known of one endpoint. Immutable.
 *
 * @param total requests counted
 * @param mean of all of them
 * @param max of all of them
 * @param window the newest
 * @param judged what the {@link ClassRule} says; empty while too little is known
 */
public record EndpointStats(
        long total, Duration mean, Duration max, SlidingWindow window, Optional<RequestClass> judged) {

    /** Of an endpoint that nothing is known of. */
    public static EndpointStats none(ClassRule rule) {
        return new EndpointStats(0, Duration.ZERO, Duration.ZERO, SlidingWindow.empty(rule.window()), Optional.empty());
    }

    /** The same endpoint after more requests; each of them is judged in its turn. */
    public EndpointStats with(Samples more, ClassRule rule) {
        SlidingWindow moved = window;
        Optional<RequestClass> verdict = judged;
        for (Duration duration : more.newest()) {
            moved = moved.with(duration);
            verdict = rule.judge(verdict, moved);
        }
        long all = total + more.count();
        Duration off = more.sum().minus(mean.multipliedBy(more.count()));
        Duration bigger = max.compareTo(more.max()) > 0 ? max : more.max();
        return new EndpointStats(all, mean.plus(off.dividedBy(all)), bigger, moved, verdict);
    }

    public boolean isLong() {
        return judged.filter(RequestClass.LONG::equals).isPresent();
    }
}
