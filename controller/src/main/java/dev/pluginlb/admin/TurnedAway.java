package dev.pluginlb.admin;

import dev.pluginlb.control.Actor;
import dev.pluginlb.control.Audit;
import java.util.concurrent.Executor;

/**
 * Those who came without the token. The first is told at once, those who come after are counted, and told of as one line when a
 * minute is over: so nobody can flood the log. Thread-safe.
 */
final class TurnedAway {

    private final Audit audit;
    private final Executor inAMinute;
    private boolean counting;
    private long more;
    private Actor last = new Actor("", "");
    private String tried = "";

    /** @param inAMinute runs what it is given when a minute is over */
    TurnedAway(Audit audit, Executor inAMinute) {
        this.audit = audit;
        this.inAMinute = inAMinute;
    }

    synchronized void add(Actor who, String what) {
        if (counting) {
            more++;
            last = who;
            tried = what;
        } else {
            counting = true;
            audit.turnedAway(who, what, 1);
            inAMinute.execute(this::minuteIsOver);
        }
    }

    private synchronized void minuteIsOver() {
        counting = more > 0;
        if (counting) {
            audit.turnedAway(last, tried, more);
            more = 0;
            inAMinute.execute(this::minuteIsOver);
        }
    }
}
