package dev.pluginlb.admin;

import static dev.pluginlb.admin.GivenReleases.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Freshness;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {

    private final Running admin = new Running();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void itIsReadyOnceTheWantedConfigIsProvenLive() {
        admin.controller.live(release("aaaa"));

        HttpResponse<String> reply = admin.get("/readyz");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("redis ok\nnginx ok\nelection nobody leads\nstats ok\n");
        assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    }

    @Test
    void itIsHealthyButNotReadyWhileTheWantedConfigIsNotLive() {
        admin.controller.stillLive("aaaa", release("bbbb"), "applying\nbbbb");

        assertThat(admin.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(admin.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(admin.get("/healthz").body())
                .isEqualTo(
                        "redis ok\nnginx serves aaaa, wanted is bbbb: applying bbbb\nelection nobody leads\nstats ok\n");
    }

    @Test
    void redisOutOfReachIsSaidButTakesNoReadinessAway() {
        admin.controller.live(release("aaaa"));
        admin.controller.cluster(Freshness.lastKnown(SettableController.STARTED, "Redis is unreadable: refused"));

        HttpResponse<String> reply = admin.get("/readyz");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body())
                .isEqualTo(
                        "redis Redis is unreadable: refused, since 2026-11-21T10:00:00Z\nnginx ok\nelection nobody leads\nstats ok\n");
    }

    @Test
    void atTheStartNothingIsWantedYet() {
        assertThat(admin.get("/readyz").body())
                .isEqualTo(
                        "redis ok\nnginx does not tell what it serves, nothing is wanted yet\nelection nobody leads\nstats ok\n");
    }
}
