package dev.pluginlb.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest attempts to apply a release, so many as are kept. Confined to the control loop. */
final class History {

    private static final int MOST = 200;

    private final Deque<ReleaseRecord> records = new ArrayDeque<>();

    /** Takes over what was known before a restart, the latest first. */
    void restore(List<ReleaseRecord> former) {
        records.addAll(former);
    }

    void enter(ReleaseRecord latest) {
        records.addFirst(latest);
        while (records.size() > MOST) {
            records.removeLast();
        }
    }

    /** The latest first. */
    List<ReleaseRecord> records() {
        return List.copyOf(records);
    }
}
