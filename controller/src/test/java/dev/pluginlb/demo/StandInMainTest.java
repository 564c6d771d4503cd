package dev.pluginlb.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.testing.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandInMainTest {

    private static final String STATUS = "plugin_daemon:cluster-nodes-status-hash-map";

    private final RedisServer redis = RedisServer.start();
    private final Process process = launch(redis.port());
    private String nodeId = "";
    private URI uri = URI.create("");

    @BeforeEach
    void readFirstLine() throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = "";
        while (line != null && !line.startsWith("stand-in ")) {
            line = output.readLine();
        }
        String[] words = String.valueOf(line).split(" ", -1);
        assertThat(words).hasSize(3);
        nodeId = words[1];
        uri = URI.create(words[2]);
        await().atMost(Duration.ofSeconds(45)).until(() -> redis.<Boolean>ask(jedis -> jedis.hexists(STATUS, nodeId)));
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
        redis.close();
    }

    @Test
    void sigtermEndsItAtOnceAndLeavesTheEntry() throws InterruptedException {
        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(redis.<Boolean>ask(jedis -> jedis.hexists(STATUS, nodeId))).isTrue();
        assertThatThrownBy(() -> new Socket(uri.getHost(), uri.getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void killOverTheControlPathEndsTheProcess() throws IOException, InterruptedException {
        HttpRequest kill = HttpRequest.newBuilder(uri.resolve("/stand-in/kill"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(kill, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static Process launch(int redisPort) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            return new ProcessBuilder(
                            java,
                            "-cp",
                            System.getProperty("java.class.path"),
                            StandInProcess.class.getName(),
                            "--redis-port=" + redisPort,
                            "--heartbeat=200ms")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
