package dev.pluginlb.admin;

import dev.pluginlb.control.Actor;
import dev.pluginlb.control.Audit;
import java.util.concurrent.Executor;

/**
 * Those who came without the token. The first is told at once, those who come after are counted, and told of as one line when a
 * minute is over: so nobody can flood the log. Thread-safe.
 */
final class TurnedAway {

    private static final Turned NONE = new Turned(new Actor("", ""), "", 0, 0);

    private final Audit audit;
    private final Executor inAMinute;
    private boolean counting;
    private Turned more = NONE;

    private record Turned(Actor last, String tried, int status, long count) {}

    /** @param inAMinute runs what it is given when a minute is over */
    TurnedAway(Audit audit, Executor inAMinute) {
        this.audit = audit;
        this.inAMinute = inAMinute;
    }

    /** @param status what is answered */
    void add(Actor who, String what, int status) {
        if (isFirst(who, what, status)) {
            // Before it is told: should that fail, those who come after must still be told of.
            inAMinute.execute(this::minuteIsOver);
            audit.turnedAway(who, what, status, 1);
        }
    }

    private synchronized boolean isFirst(Actor who, String what, int status) {
        if (counting) {
            more = new Turned(who, what, status, more.count() + 1);
            return false;
        }
        counting = true;
        return true;
    }

    /** Written without the lock: the log may be slow. */
    private void minuteIsOver() {
        Turned since = takeMore();
        if (since.count() > 0) {
            inAMinute.execute(this::minuteIsOver);
            audit.turnedAway(since.last(), since.tried(), since.status(), since.count());
        }
    }

    private synchronized Turned takeMore() {
        Turned taken = more;
        counting = taken.count() > 0;
        more = NONE;
        return taken;
    }
}
