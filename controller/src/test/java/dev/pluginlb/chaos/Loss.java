package dev.pluginlb.chaos;

import java.time.Duration;
import java.time.Instant;

/**
 * Which requests may be lost by a fault. A request that ran on a node that was not hit is never excused by one that hits nodes;
 * one that no node has noted may have been on its way to any.
 */
enum Loss {
    NONE {
        @Override
        boolean excuses(Hit hit, Lost lost) {
            return false;
        }
    },

    /** Cut on the nodes that were hit, at the moments when they were. */
    CUT {
        @Override
        boolean excuses(Hit hit, Lost lost) {
            return hit.mayHaveRun(lost) && hit.moments().stream().anyMatch(moment -> lost.wasOpenAt(moment, SLACK));
        }
    },

    /** Sent to the nodes that were hit before it was known of them. */
    HUNG {
        @Override
        boolean excuses(Hit hit, Lost lost) {
            return hit.mayHaveRun(lost)
                    && lost.wasOpenBetween(hit.begun(), hit.known().plus(SLACK));
        }
    },

    /** Sent to the nodes that were hit at any time of the fault. */
    SICK {
        @Override
        boolean excuses(Hit hit, Lost lost) {
            return hit.mayHaveRun(lost)
                    && lost.wasOpenBetween(hit.begun(), hit.ended().plus(SLACK));
        }
    },

    /** Cut in Nginx, at the moments when it was hit. */
    FRONT_CUT {
        @Override
        boolean excuses(Hit hit, Lost lost) {
            return hit.moments().stream().anyMatch(moment -> lost.wasOpenAt(moment, SLACK));
        }
    },

    /** Nobody can serve: until all is well again. */
    ALL {
        @Override
        boolean excuses(Hit hit, Lost lost) {
            return lost.wasOpenBetween(hit.begun(), hit.recovered());
        }
    };

    /** Between a fault and what it does to a request that was just sent. */
    private static final Duration SLACK = Duration.ofMillis(300);

    abstract boolean excuses(Hit hit, Lost lost);

    /** Not yet. */
    static final Instant NEVER = Instant.MAX.minusSeconds(1);
}
