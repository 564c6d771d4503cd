package dev.pluginlb.control;

import dev.pluginlb.nginx.ApplyOutcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

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

    /**
     * Takes that a version was seen live that no attempt proved, as when Nginx was started after the attempt. That is a proof as good
     * as any, and what such an attempt was for is in effect now.
     *
     * @return whether that is news
     */
    boolean found(String version, Instant now) {
        if (proven().filter(version::equals).isPresent()) {
            return false;
        }
        Optional<ReleaseRecord> attempt = records.stream()
                .takeWhile(record -> !isProven(record))
                .filter(record -> record.version().equals(version))
                .findFirst();
        enter(attempt.map(record -> record.seenLive(now)).orElseGet(() -> ReleaseRecord.seenLive(version, now)));
        return true;
    }

    private Optional<String> proven() {
        return records.stream()
                .filter(History::isProven)
                .map(ReleaseRecord::version)
                .findFirst();
    }

    private static boolean isProven(ReleaseRecord record) {
        return record.result() == ApplyOutcome.Result.PROVEN;
    }

    /** The latest first. */
    List<ReleaseRecord> records() {
        return List.copyOf(records);
    }
}
