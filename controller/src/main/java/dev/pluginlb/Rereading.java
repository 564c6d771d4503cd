package dev.pluginlb;

import dev.pluginlb.config.ConfigException;
import dev.pluginlb.disk.FileStamps;
import dev.pluginlb.pace.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tells from looks at the files of the configuration when they are to be read: when one has changed and is the same at two looks.
 * What was refused is read again without a change only if it {@link ConfigException#mayPass may pass}: there may have been no
 * file handle left. What something stood against is read again with growing pauses. Confined to one thread.
 */
final class Rereading {

    private static final Backoff AGAIN = new Backoff(Duration.ofSeconds(4), Duration.ofMinutes(1));

    /** As the files were when they were read last. At first none, so that they are read once more after the start. */
    private FileStamps taken = FileStamps.of(Set.of());

    private FileStamps lastLook = taken;
    private boolean mayPass;

    /** How often in a row something stood against what is wanted, and when that is tried again. */
    private long vain;

    private Instant tryAgain = Instant.MAX;

    /** @param files as they are now */
    boolean isDue(FileStamps files, Instant now) {
        boolean rests = files.equals(lastLook);
        lastLook = files;
        return rests && (mayPass || !now.isBefore(tryAgain) || !files.equals(taken));
    }

    /**
     * They are being read, for whatever reason.
     *
     * @return those that have changed since they were read last
     */
    List<Path> reads(FileStamps now) {
        List<Path> touched = now.changedSince(taken);
        taken = now;
        mayPass = false;
        tryAgain = Instant.MAX;
        return touched;
    }

    /** What was read last makes no sense. */
    void refused(ConfigException bad) {
        mayPass = bad.mayPass();
    }

    /** Something stands against what was read last that may pass: a port that is taken, a want of file handles. */
    void hindered(Instant now) {
        vain++;
        tryAgain = now.plus(AGAIN.after(vain, ThreadLocalRandom.current().nextDouble()));
    }

    /** Nothing does. */
    void unhindered() {
        vain = 0;
    }
}
