package dev.pluginlb.traffic;

import java.time.Duration;
import java.util.Optional;

/**
 * When an endpoint is long.
 *
 * <p>Long once the mean of its window is above the threshold; not long any more once it is at or below
 * {@code threshold * exitRatio}; in between it stays what it was, and with fewer than {@code minSamples} too. With
 * {@code minSamples} and {@code exitRatio} of 1 the mean alone decides.
 *
 * @param window how many of the newest durations are looked at
 * @param minSamples 1 to {@code window}
 * @param exitRatio above 0, up to 1
 */
public record ClassRule(Duration threshold, int window, int minSamples, double exitRatio) {

    /** @return empty while too little is known; what an endpoint is then, its route decides */
    public Optional<RequestClass> judge(Optional<RequestClass> before, SlidingWindow samples) {
        if (samples.count() < minSamples) {
            return before;
        }
        boolean isLong = before.filter(RequestClass.LONG::equals).isPresent();
        Duration mark = isLong ? exit() : threshold;
        return Optional.of(samples.mean().compareTo(mark) > 0 ? RequestClass.LONG : RequestClass.SHORT);
    }

    private Duration exit() {
        return Duration.ofNanos(Math.round(threshold.toNanos() * exitRatio));
    }
}
