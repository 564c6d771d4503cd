package dev.pluginlb.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {

    private final StandInDaemon daemon =
            StandInDaemon.start(StandInOptions.of(RedisSite.of("127.0.0.1", 1)).withServerKey("key"));

    @AfterEach
    void end() {
        daemon.close();
    }

    @Test
    void aHealthyNodeAnswersEverything() throws InterruptedException {
        try (LoadGenerator load = LoadGenerator.start(plan(Duration.ofSeconds(2)))) {
            LoadReport report = load.await();

            assertThat(report.reasons()).isEmpty();
            assertThat(report.open()).isZero();
            assertThat(report.ok()).isEqualTo(report.sent()).isGreaterThan(80);
            assertThat(report.nodes()).containsOnlyKeys(daemon.nodeId());
            assertThat(report.streamMean()).isGreaterThanOrEqualTo(Duration.ofMillis(490));
        }
    }

    @Test
    void whatAKilledNodeCutsIsCounted() throws InterruptedException {
        try (LoadGenerator load = LoadGenerator.start(plan(Duration.ofSeconds(2)))) {
            await().until(() -> load.report().ok() > 20);
            daemon.kill();

            LoadReport report = load.await();

            assertThat(report.failed()).isGreaterThan(4);
            assertThat(report.open()).isZero();
            assertThat(report.reasons()).isNotEmpty();
        }
    }

    @Test
    void nothingIsSentTwiceWhenConnectionsAreCut() throws InterruptedException {
        try (LoadGenerator load = LoadGenerator.start(plan(Duration.ofSeconds(2)))) {
            for (int i = 1; i <= 5; i++) {
                long enough = load.report().ok() + 10;
                await().until(() -> load.report().ok() > enough);
                daemon.refuse();
                daemon.listen();
            }

            LoadReport report = load.await();

            assertThat(daemon.executions().values()).containsOnly(1);
            assertThat(report.failed()).isPositive();
        }
    }

    @Test
    void anErrorStatusIsAFailure() throws InterruptedException {
        try (LoadGenerator load =
                LoadGenerator.start(plan(Duration.ofMillis(300)).withApiKey("wrong"))) {
            LoadReport report = load.await();

            assertThat(report.reasons()).containsOnlyKeys("HTTP 401");
            assertThat(report.ok()).isZero();
        }
    }

    @Test
    void onlyLoopbackIsLoaded() {
        assertThatThrownBy(() -> LoadPlan.light(URI.create("http://192.0.2.1:5002"), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target: http://192.0.2.1:5002");
    }

    @Test
    void aStreamWithoutItsLastItemIsTruncated() {
        AnswerCheck check = new AnswerCheck("r1");
        check.line("data: {\"code\":0,\"data\":{\"request_id\":\"r1\",\"index\":0,\"last\":false}}");

        assertThat(check.atEnd()).hasValue("truncated");
    }

    @Test
    void aDoubledItemAndAForeignOneAreSeen() {
        AnswerCheck doubled = new AnswerCheck("r1");
        doubled.line("data: {\"data\":{\"request_id\":\"r1\",\"index\":0,\"last\":false}}");
        doubled.line("data: {\"data\":{\"request_id\":\"r1\",\"index\":0,\"last\":true}}");
        AnswerCheck foreign = new AnswerCheck("r1");
        foreign.line("data: {\"data\":{\"request_id\":\"r2\",\"index\":0,\"last\":true}}");

        assertThat(doubled.atEnd()).hasValue("item lost or doubled");
        assertThat(foreign.atEnd()).hasValue("another request's item");
    }

    private LoadPlan plan(Duration time) {
        return LoadPlan.light(daemon.uri(), time)
                .withRate(50)
                .withStreams(4, Duration.ofMillis(500))
                .withApiKey("key");
    }
}
