package dev.pluginlb.e2e;

import dev.pluginlb.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** Settings of a controller that has a folder and ports of its own, and times so short that tests are. */
public final class QuickSettings {

    private QuickSettings() {}

    /** By dotted path; the ports are free now. */
    public static Map<String, String> in(Path folder, int redisPort, String token) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("redis.port", Integer.toString(redisPort));
        settings.put("discovery.heartbeat-timeout", "3s");
        settings.put("health.interval", "300ms");
        settings.put("health.timeout", "1500ms"); // a busy machine must not look like a dead node
        settings.put("reload.min-interval", "1s");
        settings.put("nginx.dir", folder.resolve("nginx").toString());
        settings.put("nginx.manage-process", "true");
        settings.put("nginx.driver", "reload");
        settings.put("nginx.internal-listen", "127.0.0.1:" + Ports.free());
        settings.put("nginx.public-listen", "127.0.0.1:" + Ports.free());
        settings.put("admin.listen", "127.0.0.1:" + Ports.free());
        settings.put("stats.listen", "127.0.0.1:" + Ports.free());
        settings.put("admin.token", token);
        settings.put("state-dir", folder.resolve("state").toString());
        settings.put("log.level", "error");
        return settings;
    }

    /** Nginx's workers run under another name when we are root. */
    public static void open(Path folder) {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
