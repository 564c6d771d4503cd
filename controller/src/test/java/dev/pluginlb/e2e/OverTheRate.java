package dev.pluginlb.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A front that has more requests than the feed has room for, from the second on. */
final class OverTheRate {

    private OverTheRate() {}

    static Cluster in(Path folder) {
        try {
            Overrides overrides = Overrides.in(folder.resolve("templates"));
            overrides.replace("feed.conf.ftl", "rate=500r/s", "rate=1r/m");
            overrides.replace("proxy.ftl", " burst=10000 nodelay", "");
            return Cluster.in(folder).set("nginx.templates", overrides.folder().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
