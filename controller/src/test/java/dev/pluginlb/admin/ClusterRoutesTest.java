package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.cluster.Freshness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterRoutesTest {

    private final Running admin = new Running();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void aNodeIsToldWithExactlyTheContractsFields() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("node-a", "10.0.0.5:5002", 3));

        assertThat(admin.get("/cluster/nodes").body())
                .isEqualTo("{\"nodes\":[{\"id\":\"node-a\",\"address\":\"10.0.0.5:5002\",\"role\":\"main\","
                        + "\"state\":\"up\",\"working\":true,\"long_request\":null,\"in_flight\":3,"
                        + "\"in_flight_long\":null,\"weight\":100,\"last_heartbeat_age_ms\":1500,"
                        + "\"last_probe\":\"200 in 2 ms\",\"reason\":\"answers\"}],"
                        + "\"freshness\":\"live\",\"since\":\"2026-11-21T10:00:00Z\"}");
    }

    @Test
    void whatANodeDoesNotTellIsNull() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED), Nodes.silent("node-a", "10.0.0.5:5002", "3 probes failed"));

        JsonNode node = Replies.json(admin.get("/cluster/nodes")).at("/nodes/0");

        assertThat(node.get("working").isNull()).isTrue();
        assertThat(node.get("in_flight").isNull()).isTrue();
        assertThat(node.get("last_heartbeat_age_ms").isNull()).isTrue();
        assertThat(node.get("role").asText()).isEqualTo("worker");
        assertThat(node.get("state").asText()).isEqualTo("down");
    }

    @Test
    void anIdleNodeIsNotWorking() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("node-a", "10.0.0.5:5002", 0));

        assertThat(Replies.json(admin.get("/cluster/nodes"))
                        .at("/nodes/0/working")
                        .isBoolean())
                .isTrue();
        assertThat(Replies.json(admin.get("/cluster/nodes"))
                        .at("/nodes/0/working")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void aViewFromBeforeRedisWentAwayIsCalledLastKnown() {
        admin.controller.cluster(
                Freshness.lastKnown(SettableController.STARTED.plusSeconds(5), "Redis is unreadable: refused"));

        JsonNode nodes = Replies.json(admin.get("/cluster/nodes"));

        assertThat(nodes.get("freshness").asText()).isEqualTo("last-known");
        assertThat(nodes.get("since").asText()).isEqualTo("2026-11-21T10:00:05Z");
        assertThat(nodes.get("nodes")).isEmpty();
    }

    @Test
    void theDaemonsMasterIsToldAndNoControllerLeadsYet() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("node-a", "10.0.0.5:5002", 0));

        assertThat(admin.get("/cluster/master").body())
                .isEqualTo("{\"master\":null,\"daemon_master\":\"node-a\",\"is_self\":false}");
    }

    @Test
    void withoutADaemonMasterThatIsNull() {
        assertThat(admin.get("/cluster/master").body())
                .isEqualTo("{\"master\":null,\"daemon_master\":null,\"is_self\":false}");
    }

    @Test
    void statisticsAreNotThereYetAndThatIsSaid() {
        JsonNode problem = Replies.problem(admin.get("/cluster/stats"), 404);

        assertThat(problem.get("detail").asText()).contains("no request statistics yet");
    }
}
