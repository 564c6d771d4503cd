package dev.pluginlb.traffic;

import java.time.Duration;
import java.util.List;
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

    /**
     * The same endpoint with more evidence. Requests that still run are judged with the others as if they had just ended,
     * but neither counted nor remembered. Beside a crowd and with a full window they are left out: they may all have met the same
     * hitch.
     */
    public EndpointStats with(Evidence evidence, ClassRule rule) {
        return evidence.ended()
                .map(samples -> with(samples, evidence.elders(), rule))
                .orElseGet(() -> with(rule.judge(judged, window.with(evidence.elders()))));
    }

    /**
     * The same endpoint after more requests; each of them is judged in its turn. Of a crowd only so many are looked at that
     * the window spans three flushes: else a hitch of some hundredths of a second would decide over a busy endpoint.
     */
    public EndpointStats with(Samples more, ClassRule rule) {
        return with(more, List.of(), rule);
    }

    /** The same endpoint, long whatever its requests say. */
    public EndpointStats keptLong() {
        return with(Optional.of(RequestClass.LONG));
    }

    private EndpointStats with(Optional<RequestClass> verdict) {
        return new EndpointStats(total, mean, max, window, verdict);
    }

    private EndpointStats with(Samples more, List<Duration> elders, ClassRule rule) {
        SlidingWindow moved = window;
        Optional<RequestClass> verdict = judged;
        boolean few = more.isCrowd() && window.isFull();
        List<Duration> running = few ? List.of() : elders;
        for (Duration duration : few ? window.thirdOf(more.newest()) : more.newest()) {
            moved = moved.with(duration);
            verdict = rule.judge(verdict, moved.with(running));
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
