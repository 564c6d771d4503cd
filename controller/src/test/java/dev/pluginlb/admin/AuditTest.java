package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.control.Actor;
import dev.pluginlb.control.Audit;
import dev.pluginlb.control.Event;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.testing.LoggedLines;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who did what, and what became of it. */
class AuditTest {

    private static final String DRAIN = "/api/v1/nodes/10.0.0.5:5002/drain";

    private final LoggedLines log = LoggedLines.of(Audit.LOGGER);
    private final Running admin = new Running();

    @AfterEach
    void stop() {
        admin.close();
        log.close();
    }

    @Test
    void anActionIsTwoLinesWithOneIdAndTwoEvents() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("abc-1", "10.0.0.5:5002", 1));
        CompletableFuture<ApplyOutcome> end = new CompletableFuture<>();
        admin.controller.endWith(end);

        String id = Replies.json(admin.send(admin.request(DRAIN)
                        .header("Authorization", "Bearer " + Running.TOKEN)
                        .header(Caller.NAME, "alice@box")
                        .PUT(BodyPublishers.ofString("{\"reason\":\"new\\nkernel\"}"))))
                .get("id")
                .asText();
        end.complete(GivenReleases.outcome(Result.PROVEN, "aaaa", "live"));

        assertThat(log.words()).containsExactly("drain 10.0.0.5:5002: asked", "drain 10.0.0.5:5002: proven");
        assertThat(log.values())
                .allSatisfy(values -> assertThat(values)
                        .contains(
                                Map.entry("id", id),
                                Map.entry("who", "alice@box (127.0.0.1)"),
                                Map.entry("subject", "10.0.0.5:5002"),
                                Map.entry("reason", "new kernel")));
        assertThat(timeline())
                .containsExactly(
                        "drain asked for by alice@box (127.0.0.1): new kernel [" + id + "]",
                        "drain proven in 0 ms, asked for by alice@box (127.0.0.1) [" + id + "]");
    }

    @Test
    void aFailureIsToldInItsWords() {
        admin.controller.endWith(Result.REFUSED, "aaaa", "unknown directive\nin x.conf:3");

        admin.change("POST", "/api/v1/reload");

        assertThat(log.words()).containsExactly("reload: asked", "reload: refused");
        assertThat(log.values().get(1)).containsEntry("words", "unknown directive in x.conf:3");
        assertThat(timeline().get(1)).endsWith("127.0.0.1: unknown directive in x.conf:3 " + id());
    }

    @Test
    void whatNobodyTookHasFailed() {
        admin.controller.endWith(CompletableFuture.failedFuture(new RejectedExecutionException("stopping")));

        admin.change("DELETE", "/api/v1/pin");

        assertThat(log.words()).containsExactly("unpin: asked", "unpin: failed");
    }

    @Test
    void whoHasNotTheTokenIsWrittenDown() {
        Replies.problem(admin.send(admin.request("/api/v1/reload").POST(BodyPublishers.noBody())), 401);

        assertThat(log.words()).containsExactly("POST /api/v1/reload: refused, without the token");
        assertThat(log.values().get(0)).contains(Map.entry("who", "127.0.0.1"), Map.entry("status", 401));
        assertThat(timeline()).containsExactly("POST /api/v1/reload refused: 127.0.0.1 came without the token");
    }

    /** It said 401 of each. */
    @Test
    void whatWhoHasNotTheTokenIsAnsweredIsWrittenDown() {
        Replies.problem(
                admin.send(admin.request("/api/v1/reload")
                        .POST(BodyPublishers.noBody())
                        .header("X-Requested-With", "dashboard")
                        .header("Authorization", "Bearer wrong")),
                403);

        assertThat(log.values().get(0)).containsEntry("status", 403);
    }

    @Test
    void ofAFloodWithoutTheTokenTheFirstIsToldAndThenACountEachMinute() {
        List<Runnable> minutes = new ArrayList<>();
        List<Event.Change> told = new ArrayList<>();
        TurnedAway door = new TurnedAway(new Audit(told::add, InstantSource.system()), minutes::add);

        for (int i = 0; i < 1000; i++) {
            door.add(new Actor("", "127.0.0.1"), "POST /x", 401);
        }
        assertThat(told).hasSize(1);

        minutes.remove(0).run();
        assertThat(told).hasSize(2);
        assertThat(told.get(1).words()).isEqualTo("POST /x refused 999 times: 127.0.0.1 came without the token");

        minutes.remove(0).run();
        assertThat(told).hasSize(2);
        assertThat(minutes).isEmpty();

        door.add(new Actor("", "127.0.0.1"), "POST /x", 401);
        assertThat(told).hasSize(3);
    }

    @Test
    void whatIsOnlyReadIsNotWrittenDown() {
        admin.get("/api/v1/status");

        assertThat(log.words()).isEmpty();
    }

    private String id() {
        return "[" + log.values().get(0).get("id") + "]";
    }

    private List<String> timeline() {
        return admin.controller.journal().after(0).stream()
                .filter(event -> event.change().kind() == Event.Kind.ACTION)
                .map(event -> event.change().words())
                .toList();
    }
}
