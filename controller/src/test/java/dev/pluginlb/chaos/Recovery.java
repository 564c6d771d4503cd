package dev.pluginlb.chaos;

import java.time.Duration;
import java.time.Instant;

/**
 * When all was well again after a fault: at the first look that found it so, of those that did ever since. What happened since the
 * look before may have been before that. Confined to one thread.
 */
final class Recovery {

    private final Instant ended;
    private Instant well;
    private boolean wasWell = true;

    /** Well at once, as long as no look says otherwise. */
    Recovery(Instant ended) {
        this.ended = ended;
        this.well = ended;
    }

    void look(boolean isWell, Instant now) {
        if (!isWell || !wasWell) {
            well = now;
        }
        wasWell = isWell;
    }

    /** When it was well; while it is not, the last look. */
    Instant at() {
        return well;
    }

    /** Since the fault ended. */
    Duration took() {
        return Duration.between(ended, well);
    }

    boolean lastedFor(Duration time, Instant now) {
        return wasWell && Duration.between(well, now).compareTo(time) >= 0;
    }
}
