package dev.pluginlb.chaos;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks five times a second whether there is a server in what Nginx reads, whatever happens. */
final class Guard implements AutoCloseable {

    private static final int EVERY_MS = 200;

    private final Site site;
    private final Set<String> violations = new ConcurrentSkipListSet<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "guard");
        thread.setDaemon(true);
        return thread;
    });

    private Guard(Site site) {
        this.site = site;
    }

    static Guard over(Site site) {
        Guard guard = new Guard(site);
        var unused = guard.timer.scheduleAtFixedRate(guard::look, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
        return guard;
    }

    private void look() {
        try {
            if (site.servers().isEmpty()) {
                violations.add("no server in what Nginx reads");
            }
        } catch (IOException e) {
            violations.add("what Nginx reads cannot be read: " + e);
        }
    }

    Set<String> violations() {
        return Set.copyOf(violations);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
