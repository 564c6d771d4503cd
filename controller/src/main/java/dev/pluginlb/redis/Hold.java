package dev.pluginlb.redis;

import java.time.Duration;
import java.time.Instant;

/**
 * Until when an endpoint stays long because requests of it hang. Only the controller behind whose Nginx they run sees
 * them; without this word, fast requests at other controllers would make the endpoint short again and again. It is renewed
 * while they run, means nothing to its own controller once they have ended, and ends by itself.
 *
 * @param by the controller that gave it; empty for none
 */
record Hold(Instant until, String by) {

    static final Hold NONE = new Hold(Instant.EPOCH, "");
    static final Duration TIME = Duration.ofSeconds(10);

    boolean holds(Instant now) {
        // A time far in the future is a clock's fault.
        return now.isBefore(until) && !until.isAfter(now.plus(TIME));
    }

    /** The same while half of its time remains, so that not every flush writes. */
    Hold renewed(Instant now, String self) {
        boolean lasts = holds(now) && until.isAfter(now.plus(TIME.dividedBy(2)));
        return lasts ? this : new Hold(now.plus(TIME), self);
    }
}
