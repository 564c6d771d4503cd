package dev.pluginlb.bench.scale;

import static org.awaitility.Awaitility.await;

import dev.pluginlb.bench.front.Running;
import dev.pluginlb.testing.Ports;
import dev.pluginlb.testing.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code pluginlb run}, with an Nginx of its own and default settings but for places. */
public final class Controller implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Path folder;
    private final String admin;
    private final String front;
    private final Running running;
    private final long startMs;

    private Controller(Path folder, String admin, String front, Running running, long startMs) {
        this.folder = folder;
        this.admin = admin;
        this.front = front;
        this.running = running;
        this.startMs = startMs;
    }

    /** Its first config is proven live when this returns. */
    static Controller start(List<String> program, int redisPort, String driver) throws IOException {
        return start(program, redisPort, Map.of("nginx.driver", driver));
    }

    /** @param own settings besides places, by dotted path */
    public static Controller start(List<String> program, int redisPort, Map<String, ?> own) throws IOException {
        Path folder = Files.createTempDirectory("pluginlb-scale-");
        // Nginx's workers run under another name when we are root.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        String admin = "127.0.0.1:" + Ports.free();
        String front = "127.0.0.1:" + Ports.free();
        Map<String, Object> all = new TreeMap<>(places(folder, redisPort));
        all.put("admin.listen", admin);
        all.put("nginx.internal-listen", front);
        all.putAll(own);
        Path settings = SettingsFile.write(folder, all);
        long begun = System.nanoTime();
        Running running = Running.start(
                folder,
                Stream.concat(program.stream(), Stream.of("run", "--config", settings.toString()))
                        .toList());
        await("the first config is live")
                .atMost(DEADLINE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        Running.get("http://" + admin + "/api/v1/status").body().contains("\"proven\":true"));
        long startMs = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        return new Controller(folder, "http://" + admin, "http://" + front, running, startMs);
    }

    private static Map<String, Object> places(Path folder, int redisPort) {
        return Map.of(
                "redis.port",
                redisPort,
                "nginx.dir",
                folder.resolve("nginx").toString(),
                "nginx.manage-process",
                true,
                "nginx.public-listen",
                "127.0.0.1:" + Ports.free(),
                "stats.listen",
                "127.0.0.1:" + Ports.free(),
                "state-dir",
                folder.resolve("state").toString());
    }

    /** From its exec until it said that its first config is live. */
    long startMs() {
        return startMs;
    }

    public String front() {
        return front;
    }

    /** Where its admin API is. */
    public String admin() {
        return admin;
    }

    /** What its admin API wants to hear of whoever changes something. */
    public String token() throws IOException {
        return Files.readString(folder.resolve("state/admin.token")).strip();
    }

    public long pid() {
        return running.pid();
    }

    /** The master of the Nginx that it runs. */
    public long nginxPid() throws IOException {
        return Long.parseLong(
                Files.readString(folder.resolve("nginx/nginx.pid")).strip());
    }

    String metrics() {
        return Running.get(admin + "/metrics").body();
    }

    Usage usage() throws IOException {
        return Usage.of(running.pid());
    }

    @Override
    public void close() throws IOException {
        running.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
