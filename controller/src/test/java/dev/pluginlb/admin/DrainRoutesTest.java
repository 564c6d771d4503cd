package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.control.DrainState;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainRoutesTest {

    private static final String DRAIN = "/api/v1/nodes/10.0.0.5:5002/drain";

    private static final DrainState BY_ALICE = new DrainState(
            new Drain("alice", SettableController.STARTED, "kernel"),
            true,
            false,
            OptionalInt.of(3),
            OptionalInt.empty(),
            2,
            false);

    private final Running admin = new Running();

    @BeforeEach
    void twoNodes() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED),
                Nodes.busy("abc-1", "10.0.0.5:5002", 1),
                Nodes.busy("abc-2", "[fd00::5]:5002", 1));
        admin.controller.endWith(Result.PROVEN, "aaaa", "");
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void aDrainIsTakenWithWhatIsSaidOfIt() {
        HttpResponse<String> reply = admin.change(
                "PUT", DRAIN, BodyPublishers.ofString("{\"who\":\"alice\",\"reason\":\"new\\nkernel\",\"more\":1}"));

        assertThat(reply.statusCode()).isEqualTo(202);
        assertThat(admin.controller.wishes()).containsExactly("drain 10.0.0.5:5002 alice: new kernel");
        JsonNode outcome =
                Replies.json(admin.get(reply.headers().firstValue("Location").orElseThrow()));
        assertThat(outcome.get("intent").asText()).isEqualTo("drain");
        assertThat(outcome.get("result").asText()).isEqualTo("proven");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc-2", "%5Bfd00::5%5D:5002"})
    void aNodeIsNamedInSeveralWays(String name) {
        assertThat(admin.change("PUT", "/api/v1/nodes/" + name + "/drain?wait=10s")
                        .statusCode())
                .isEqualTo(200);
        assertThat(admin.change("DELETE", "/api/v1/nodes/" + name + "/drain?wait=10s")
                        .statusCode())
                .isEqualTo(200);
        assertThat(admin.controller.wishes())
                .containsExactly("drain [fd00::5]:5002 127.0.0.1: ", "undrain [fd00::5]:5002");
    }

    @Test
    void whoIsNotThereOrNotAloneIsNotDrained() {
        assertThat(Replies.problem(admin.change("PUT", "/api/v1/nodes/10.0.0.9:5002/drain"), 404)
                        .get("detail")
                        .asText())
                .startsWith("no such node (known: 10.0.0.5:5002 abc-1, ");
        assertThat(Replies.problem(admin.change("PUT", "/api/v1/nodes/abc/drain"), 400)
                        .get("detail")
                        .asText())
                .startsWith("node: several begin so");
        Replies.problem(admin.get("/api/v1/nodes/nobody/drain"), 404);
        assertThat(admin.controller.wishes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "null", "[]", "{\"reason\":{}}"})
    void aBodyThatIsNotUnderstoodIsRefused(String body) {
        Replies.problem(admin.change("PUT", DRAIN, BodyPublishers.ofString(body)), 400);

        assertThat(admin.controller.wishes()).isEmpty();
    }

    @Test
    void aDrainThatIsRefusedIsAConflictWithTheReason() {
        admin.controller.endWith(Result.FAILED, "none", "it is the last node that serves");

        JsonNode problem = Replies.problem(admin.change("PUT", DRAIN + "?wait=10s"), 409);

        assertThat(problem.get("title").asText()).isEqualTo("It was not done");
        assertThat(problem.get("detail").asText()).isEqualTo("it is the last node that serves");
    }

    @Test
    void howFarItHasComeIsToBeRead() {
        assertThat(Replies.json(admin.get(DRAIN)).get("drained").asBoolean()).isFalse();

        admin.controller.drained("10.0.0.5:5002", BY_ALICE);

        assertThat(admin.get(DRAIN).body())
                .isEqualTo(
                        "{\"address\":\"10.0.0.5:5002\",\"id\":\"abc-1\",\"drained\":true,\"who\":\"alice\","
                                + "\"since\":\"2026-11-21T10:00:00Z\",\"reason\":\"kernel\",\"left\":true,"
                                + "\"asking\":false,\"in_flight_node\":3,\"in_flight_nginx\":null,\"old_workers\":2,\"empty\":false}");
    }

    /** The reason was gone, and the node was drained "since" just now. */
    @Test
    void aSecondDrainWithoutAReasonKeepsWhatTheFirstOneSaid() {
        admin.controller.drained("10.0.0.5:5002", BY_ALICE);

        admin.change("PUT", DRAIN, BodyPublishers.ofString("{\"who\":\"bob\",\"reason\":\"\"}"));
        admin.change("PUT", DRAIN);
        admin.change("PUT", DRAIN, BodyPublishers.ofString("{\"who\":\"bob\",\"reason\":\"disk\"}"));

        assertThat(admin.controller.wishes())
                .containsExactly(
                        "drain 10.0.0.5:5002 alice: kernel",
                        "drain 10.0.0.5:5002 alice: kernel",
                        "drain 10.0.0.5:5002 bob: disk");
    }

    @Test
    void oneThatHasGoneIsUndrainedByItsAddress() {
        admin.controller.drained(
                "10.0.0.7:5002",
                new DrainState(
                        new Drain("", SettableController.STARTED, ""),
                        true,
                        false,
                        OptionalInt.empty(),
                        OptionalInt.of(0),
                        0,
                        true));

        assertThat(admin.change("DELETE", "/api/v1/nodes/10.0.0.7:5002/drain").statusCode())
                .isEqualTo(202);
        assertThat(admin.controller.wishes()).containsExactly("undrain 10.0.0.7:5002");
    }
}
