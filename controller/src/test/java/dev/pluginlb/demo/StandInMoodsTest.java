package dev.pluginlb.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plugins that fail or are slow on a node that is healthy otherwise, switched over HTTP. */
class StandInMoodsTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final StandInDaemon daemon = StandInDaemon.start(
            StandInOptions.of(RedisSite.of("127.0.0.1", 1))
                    .withWorkload(Workload.usual().withDelays(SHORT, SHORT)),
            InstantSource.system(),
            ran::add);

    @AfterEach
    void end() {
        daemon.close();
    }

    @Test
    void failingPluginsAnswer500WhileTheNodeIsHealthy() {
        Http.post(daemon, "/stand-in/plugins/fail");

        assertThat(call("a").statusCode()).isEqualTo(500);
        assertThat(Http.get(daemon, "/health/check").statusCode()).isEqualTo(200);
        Http.post(daemon, "/stand-in/plugins/mend");
        assertThat(call("b").statusCode()).isEqualTo(200);
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void slowPluginsTakeTenTimesAsLong() {
        Http.post(daemon, "/stand-in/plugins/slow");
        long began = System.nanoTime();

        assertThat(call("a").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(SHORT.multipliedBy(10));
    }

    private HttpResponse<String> call(String id) {
        return Http.post(
                daemon,
                "/plugin/t1/dispatch/text_embedding/invoke",
                "X-Plugin-ID",
                "langgenius/openai",
                "X-Request-Id",
                id);
    }
}
