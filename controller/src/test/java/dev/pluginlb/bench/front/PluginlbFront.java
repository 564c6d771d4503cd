package dev.pluginlb.bench.front;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pluginlb.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** pluginlb with an Nginx and a Redis of its own. */
record PluginlbFront(int port, RedisServer redis, Running controller) implements Front {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Starts it; what it wants is live, with all nodes, when this returns. */
    static PluginlbFront start(List<String> program, PluginlbSettings settings, RedisServer redis) {
        Path folder = settings.site().folder();
        List<String> command = Stream.concat(
                        program.stream(),
                        Stream.of("run", "--config", settings.write().toString()))
                .toList();
        Path pid = settings.nginxDir().resolve("nginx.pid");
        // It takes its Nginx with it, but for one that was killed.
        Running running = Running.start(folder, command, () -> master(pid).ifPresent(ProcessHandle::destroy));
        try {
            running.awaitAnswer("http://127.0.0.1:" + settings.port() + "/health/check");
            awaitNodes(settings);
        } catch (RuntimeException late) {
            running.close();
            throw late;
        }
        return new PluginlbFront(settings.port(), redis, running);
    }

    private static void awaitNodes(PluginlbSettings settings) {
        String admin = "http://127.0.0.1:" + settings.adminPort();
        await("all nodes are served")
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    JsonNode nodes = json(admin + "/cluster/nodes").path("nodes");
                    long up = StreamSupport.stream(nodes.spliterator(), false)
                            .filter(node -> node.path("state").asText().equals("up"))
                            .count();
                    return up == settings.site().ports().size()
                            && json(admin + "/api/v1/status").path("proven").asBoolean();
                });
    }

    private static JsonNode json(String url) {
        try {
            return new JsonMapper().readTree(Running.get(url).body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        controller.close();
        redis.close();
    }

    private static Optional<ProcessHandle> master(Path nginxPid) {
        try {
            return Optional.of(Files.readString(nginxPid).strip())
                    .filter(number -> !number.isEmpty())
                    .flatMap(number -> ProcessHandle.of(Long.parseLong(number)));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
