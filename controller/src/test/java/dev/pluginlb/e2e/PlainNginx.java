package dev.pluginlb.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An Nginx that somebody else starts and stops, with a main file that does no more than include what pluginlb writes. */
final class PlainNginx {

    private PlainNginx() {}

    /** Not started yet; controllers of the cluster are told of it. */
    static NginxMaster under(Cluster cluster) {
        try {
            Path own = Files.createDirectory(cluster.folder().resolve("own"));
            Path main = Files.writeString(own.resolve("nginx.conf"), """
                    pid %1$s/nginx.pid;
                    error_log %1$s/error.log;
                    events {}
                    http {
                        access_log off;
                        include %2$s/current/*.conf;
                    }
                    """.formatted(own, cluster.dir()));
            cluster.set("nginx.config", main.toString()).set("nginx.manage-process", "false");
            return new NginxMaster(own, main, own.resolve("nginx.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
