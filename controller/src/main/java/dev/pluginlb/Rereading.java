package dev.pluginlb;

import dev.pluginlb.config.ConfigException;
import dev.pluginlb.disk.FileStamps;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Tells from looks at the files of the configuration when they are to be read: when one has changed and is the same at two looks.
 * What was refused is read again without a change only if it {@link ConfigException#mayPass may pass}: there may have been no
 * file handle left. Confined to one thread.
 */
final class Rereading {

    /** As the files were when they were read last. At first none, so that they are read once more after the start. */
    private FileStamps taken = FileStamps.of(Set.of());

    private FileStamps lastLook = taken;
    private boolean mayPass;

    /** @param now as the files are */
    boolean isDue(FileStamps now) {
        boolean rests = now.equals(lastLook);
        lastLook = now;
        return rests && (mayPass || !now.equals(taken));
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
        return touched;
    }

    /** What was read last makes no sense. */
    void refused(ConfigException bad) {
        mayPass = bad.mayPass();
    }
}
