package dev.pluginlb.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Stands still while the registries cannot be read: no entry can be seen to beat then. Confined to one thread. */
final class ReadingClock {

    private static final Duration LONGEST_GAP = Duration.ofSeconds(3);

    private Duration time = Duration.ZERO;
    private Optional<Instant> last = Optional.empty();

    /** To be called at each reading. */
    void read(Instant now) {
        Duration gap = last.map(before -> Duration.between(before, now)).orElse(Duration.ZERO);
        time = time.plus(gap.compareTo(LONGEST_GAP) > 0 ? LONGEST_GAP : gap);
        last = Optional.of(now);
    }

    /** What it shows: zero at the first reading. */
    Duration time() {
        return time;
    }

    /** For how long it has stood still; zero before the first reading. */
    Duration unread(Instant now) {
        return last.map(before -> Duration.between(before, now))
                .filter(gap -> !gap.isNegative())
                .orElse(Duration.ZERO);
    }
}
