package dev.pluginlb.nginx;

import dev.pluginlb.disk.FileStamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Whether Nginx would still take the operator's main file: a running one does not mind until its next reload, which may be days
 * away, or a restart. It is asked once when the file, or one that it included at the last look, has changed; while it refuses, with each
 * new release and every minute, since that may have been mended elsewhere. Confined to one thread, but for {@link #fault}.
 */
public final class MainFileWatch {

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Nginx nginx;
    private final MainFile main;
    private final ReleaseDirectory releases;
    private final InstantSource clock;
    private Set<Path> files;
    private FileStamps seen = FileStamps.of(Set.of());
    private Instant asked = Instant.MIN;
    private Optional<String> release = Optional.empty();
    private volatile Optional<String> fault = Optional.empty();

    public MainFileWatch(Nginx nginx, MainFile main, ReleaseDirectory releases, InstantSource clock) {
        this.nginx = nginx;
        this.main = main;
        this.releases = releases;
        this.clock = clock;
        this.files = Set.of(main.path());
    }

    /** To be called now and then. */
    public void look() {
        Instant now = clock.instant();
        Optional<String> current = releases.current();
        boolean mayBeMended = !current.equals(release) || !now.isBefore(asked.plus(AGAIN));
        if (FileStamps.of(files).equals(seen) && (fault.isEmpty() || !mayBeMended)) {
            return;
        }
        files = filesNow();
        // Of before the question: what changes while it is asked is a change.
        seen = FileStamps.of(files);
        asked = now;
        release = current;
        Nginx.Answer answer = nginx.test(main.path());
        fault = answer.succeeded() ? Optional.empty() : Optional.of(words(answer));
    }

    private Set<Path> filesNow() {
        try {
            return main.files();
        } catch (IOException unreadable) {
            return Set.of(main.path());
        }
    }

    private String words(Nginx.Answer answer) {
        return "Nginx refuses " + main.path() + " as it is now: it would take no config, and not start again ("
                + answer.words().replace('\n', ' ') + "); mend it, and try it with nginx -t";
    }

    /** Why it would not; empty where it would. Any thread. */
    public Optional<String> fault() {
        return fault;
    }
}
