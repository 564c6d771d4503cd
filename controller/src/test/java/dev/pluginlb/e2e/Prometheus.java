package dev.pluginlb.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pluginlb.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real Prometheus with the project's own config and rules, but faster, and another target. */
final class Prometheus implements AutoCloseable {

    private static final Path FILES = Path.of("../scripts/monitoring");
    private static final long LAST_WORDS_SECONDS = 10;

    private final Process process;
    private final Door door;

    private Prometheus(Process process, Door door) {
        this.process = process;
        this.door = door;
    }

    /** It is ready when this returns. */
    static Prometheus reading(String target, Path folder) {
        try {
            String config = Files.readString(FILES.resolve("prometheus.yaml"))
                    .replace("127.0.0.1:9320", target)
                    .replace("15s", "500ms");
            Path file = Files.writeString(folder.resolve("prometheus.yaml"), config);
            Files.copy(FILES.resolve("alerts.yaml"), folder.resolve("alerts.yaml"));
            String listen = "127.0.0.1:" + Ports.free();
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + file,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=" + listen,
                            "--log.level=error")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
            Prometheus prometheus = new Prometheus(process, new Door(listen));
            await().atMost(Cluster.DEADLINE)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> prometheus.door.get("/-/ready").status() == 200);
            return prometheus;
        } catch (IOException e) {
            throw new UncheckedIOException("prometheus must be installed, by scripts/install.sh", e);
        }
    }

    /** What it answers to a query now: {@code status}, {@code data.result}. */
    JsonNode query(String expression) {
        return json("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    /** The alerts that are pending or fire now. */
    JsonNode alerts() {
        return json("/api/v1/alerts").at("/data/alerts");
    }

    JsonNode rules() {
        return json("/api/v1/rules?type=alert").at("/data/groups/0/rules");
    }

    private JsonNode json(String path) {
        try {
            return new ObjectMapper().readTree(door.get(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
