package dev.pluginlb.redis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.RequestClass;
import dev.pluginlb.traffic.SlidingWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint's entry in {@code request:stats}. Milliseconds bear six decimals, so that nothing is lost on the way.
 *
 * @param rule how long a window is, and with how many samples an endpoint counts as judged
 */
record StatsCodec(ClassRule rule) {

    /** An entry that somebody else wrote is theirs for so long after its last change. */
    static final Duration FOREIGN = Duration.ofSeconds(60);

    private static final long MAX_TOTAL = 1_000_000_000_000_000L;
    private static final Duration MAX = Duration.ofDays(30);
    private static final double MAX_MS = MAX.toMillis();
    private static final int NANO_DIGITS = 6;
    private static final double NANOS_PER_MS = 1e6;

    /** What stands in Redis of one endpoint. */
    record Entry(EndpointStats stats, Hold hold, Instant lastUpdate, boolean ours) {

        /** Whether somebody else counts this endpoint. A time far in the future does not keep an entry theirs for good. */
        boolean isForeign(Instant now) {
            return !ours && Duration.between(lastUpdate, now).abs().compareTo(FOREIGN) < 0;
        }
    }

    /** @throws IllegalArgumentException if the entry makes no sense */
    Entry decode(String json) {
        JsonFields fields = JsonFields.parse(json);
        List<Duration> durations = fields.numbers("window_ms", MAX_MS).stream()
                .map(StatsCodec::duration)
                .toList();
        SlidingWindow window = new SlidingWindow(rule.window(), durations);
        return new Entry(
                new EndpointStats(
                        fields.whole("total", MAX_TOTAL),
                        duration(fields.number("avg_ms", MAX_MS)),
                        duration(fields.number("max_ms", MAX_MS)),
                        window,
                        judged(fields.flag("is_long"), window)),
                new Hold(fields.time("held_until"), fields.word("held_by", 256).orElse("")),
                fields.time("last_update"),
                fields.isOurs());
    }

    String encode(EndpointStats stats, Hold hold, Instant now) {
        ObjectNode json = JsonFields.plain()
                .put("total", stats.total())
                .put("avg_ms", millis(stats.mean()))
                .put("max_ms", millis(stats.max()));
        ArrayNode window = json.putArray("window_ms");
        stats.window().durations().forEach(duration -> window.add(millis(duration)));
        json.put("is_long", stats.isLong()).put("last_update", now.getEpochSecond());
        if (hold.holds(now)) {
            json.put("held_until", hold.until().getEpochSecond()).put("held_by", hold.by());
        }
        return JsonFields.marked(json);
    }

    private Optional<RequestClass> judged(boolean isLong, SlidingWindow window) {
        if (isLong) {
            return Optional.of(RequestClass.LONG);
        }
        return window.count() >= rule.minSamples() ? Optional.of(RequestClass.SHORT) : Optional.empty();
    }

    private static Duration duration(double millis) {
        return Duration.ofNanos(Math.round(millis * NANOS_PER_MS));
    }

    /** What could not be read back is not written: times are cut to what is sensible. */
    private static BigDecimal millis(Duration duration) {
        Duration sensible = duration.isNegative() ? Duration.ZERO : duration.compareTo(MAX) > 0 ? MAX : duration;
        return BigDecimal.valueOf(sensible.toNanos(), NANO_DIGITS).stripTrailingZeros();
    }
}
