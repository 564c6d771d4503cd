package dev.pluginlb.nginx;

import dev.pluginlb.disk.FileStamps;
import dev.pluginlb.render.RenderedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether an Nginx that starts now would read what is wanted: the main file includes our releases, the files of the release
 * and the keys are as they were written, and the folders that Nginx makes files in are there. Files of the release are read only
 * when something about them has changed since the last look; of files that the main file includes on the way to ours nothing is
 * noticed. Confined to one thread.
 */
final class ReleaseCheck {

    private final ReleaseDirectory releases;
    private final MainFile main;
    private final Keys keys;
    private final Supplier<Optional<RenderedConfig>> wanted;
    private FileStamps seen = FileStamps.of(Set.of());
    private FileStamps seenMain = FileStamps.of(Set.of());
    private boolean including;
    private String version = "";
    private boolean whole;

    /** @param wanted the config whose files are known; those of others are taken as they are */
    ReleaseCheck(Applier.Target target, Supplier<Optional<RenderedConfig>> wanted) {
        this.releases = target.releases();
        this.main = target.mainFile();
        this.keys = target.keys();
        this.wanted = wanted;
    }

    /** The release that a starting Nginx would read; empty when there is none, or not a whole one. */
    Optional<String> current() {
        return isIncluded() && releases.hasRoom() && keys.areKept()
                ? releases.current().filter(this::isWhole)
                : Optional.empty();
    }

    private boolean isIncluded() {
        FileStamps now = FileStamps.of(Set.of(main.path()));
        if (!now.equals(seenMain)) {
            try {
                including = main.includesReleases();
                seenMain = now;
            } catch (IOException unreadable) {
                // Not remembered either, see below.
                return including && Files.exists(main.path());
            }
        }
        return including;
    }

    private boolean isWhole(String current) {
        Optional<RenderedConfig> config =
                wanted.get().filter(next -> next.version().equals(current));
        return config.isEmpty() || isAsWritten(config.get());
    }

    private boolean isAsWritten(RenderedConfig config) {
        FileStamps now = releases.stamps(config);
        if (!config.version().equals(version) || !now.equals(seen)) {
            try {
                whole = releases.isWhole(config);
                version = config.version();
                seen = now;
            } catch (IOException unreadable) {
                // Not remembered, but looked at again next time: there may only have been no file handle left.
                return false;
            }
        }
        return whole;
    }
}
