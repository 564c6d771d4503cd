package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.redis.Coordination;
import dev.pluginlb.redis.NodeStatus;
import dev.pluginlb.redis.RegisteredController;
import dev.pluginlb.redis.StatsReading;
import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** It kept the number of its last probe for as long as it was shown. */
    @Test
    void aNodeThatIsDownTellsNothingOfWhatItRuns() {
        Node died = Nodes.died("node-a", "10.0.0.5:5002", 3);
        admin.controller.coordination(new Coordination(
                Optional.empty(),
                Map.of(),
                Map.of(died.id(), new NodeStatus(true, true, SettableController.STARTED, 3, 2, true)),
                List.of()));
        admin.controller.cluster(Freshness.live(SettableController.STARTED), died);

        JsonNode node = Replies.json(admin.get("/cluster/nodes")).at("/nodes/0");

        assertThat(List.of("working", "long_request", "in_flight", "in_flight_long"))
                .allMatch(field -> node.get(field).isNull());
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
    void whoLeadsIsToldWithAllThatShareTheRedis() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("node-a", "10.0.0.5:5002", 0));
        admin.controller.coordination(leader("front-2-11111111"));

        assertThat(admin.get("/cluster/master").body())
                .isEqualTo("{\"master\":{\"id\":\"front-2-11111111\",\"host\":\"front-2\",\"version\":\"1.0\","
                        + "\"live\":\"aaaa\",\"last_seen\":\"2026-11-21T10:01:10Z\",\"state\":\"running\"},"
                        + "\"daemon_master\":\"node-a\","
                        + "\"is_self\":false,\"controllers\":[{\"id\":\"front-2-11111111\",\"host\":\"front-2\","
                        + "\"version\":\"1.0\",\"live\":\"aaaa\",\"last_seen\":\"2026-11-21T10:01:10Z\","
                        + "\"state\":\"running\"}]}");
    }

    @Test
    void aControllerThatWasKilledIsListedAsSilentUntilItIsForgotten() {
        admin.controller.coordination(
                new Coordination(Optional.empty(), Map.of(), Map.of(), List.of(heardOf("front-3-22222222", 59))));

        assertThat(Replies.json(admin.get("/cluster/master"))
                        .at("/controllers/0/state")
                        .asText())
                .isEqualTo("silent");
    }

    @Test
    void theOneThatLeadsSaysSoItself() {
        admin.controller.lead();

        JsonNode master = Replies.json(admin.get("/cluster/master"));

        assertThat(master.at("/master/id").asText()).isEqualTo(SettableController.SELF.value());
        assertThat(master.get("is_self").asBoolean()).isTrue();
    }

    @Test
    void whoHasLostTheLeadDoesNotBelieveAnOlderReading() {
        admin.controller.coordination(leader(SettableController.SELF.value()));

        assertThat(Replies.json(admin.get("/cluster/master")).get("master").isNull())
                .isTrue();
    }

    @Test
    void aNodesLongRequestsAreTold() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("node-a", "10.0.0.5:5002", 3));
        says(new NodeStatus(true, true, SettableController.STARTED, 3, 1, true));

        JsonNode node = Replies.json(admin.get("/cluster/nodes")).at("/nodes/0");

        assertThat(node.get("long_request").asBoolean()).isTrue();
        assertThat(node.get("in_flight_long").asInt()).isEqualTo(1);
    }

    /** What the leader counted last was shown beside a newer number of the node's own. */
    @ParameterizedTest
    @CsvSource({"3, 5, 3, true", "0, 5, 0, false", "9, 5, 5, true"})
    void aNodeNeverRunsMoreLongRequestsThanRequests(int probed, int counted, int told, boolean any) {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED), Nodes.busy("node-a", "10.0.0.5:5002", probed));
        says(new NodeStatus(true, true, SettableController.STARTED, 6, counted, true));

        JsonNode node = Replies.json(admin.get("/cluster/nodes")).at("/nodes/0");

        assertThat(node.get("in_flight").asInt()).isEqualTo(probed);
        assertThat(node.get("in_flight_long").asInt()).isEqualTo(told);
        assertThat(node.get("long_request").asBoolean()).isEqualTo(any);
    }

    @Test
    void whatANodeWritesOfItselfIsToldAsFarAsItFitsTogether() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED), Nodes.tellingNoLoad("node-a", "10.0.0.5:5002"));
        says(new NodeStatus(true, true, SettableController.STARTED, 0, 2, false));

        JsonNode node = Replies.json(admin.get("/cluster/nodes")).at("/nodes/0");

        assertThat(node.get("in_flight").asInt()).isEqualTo(2);
        assertThat(node.get("in_flight_long").asInt()).isEqualTo(2);
        assertThat(node.get("long_request").asBoolean()).isTrue();
    }

    private void says(NodeStatus status) {
        admin.controller.coordination(
                new Coordination(Optional.empty(), Map.of(), Map.of(new NodeId("node-a"), status), List.of()));
    }

    @Test
    void endpointsAreToldWithTheirClassAndWhatItRestsOn() {
        EndpointKey measured = new EndpointKey("POST /slow");
        EndpointKey young = new EndpointKey("* /e/:hook_id");
        ClassRule rule = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
        EndpointStats twice = EndpointStats.none(rule)
                .with(Samples.of(Duration.ofSeconds(6)), rule)
                .with(Samples.of(Duration.ofSeconds(8)), rule);
        EndpointStats thrice = twice.with(Samples.of(Duration.ofSeconds(7)), rule);
        admin.controller.statistics(
                new StatsReading(
                        List.of(
                                new StatsReading.Endpoint(young, twice, SettableController.STARTED),
                                new StatsReading.Endpoint(measured, thrice, SettableController.STARTED)),
                        new TreeMap<>(Map.of("queue", 4.0))),
                "statistics are kept back: refused");

        JsonNode stats = Replies.json(admin.get("/cluster/stats"));

        assertThat(stats.get("total").asLong()).isEqualTo(5);
        assertThat(stats.get("avg_ms").asDouble()).isEqualTo(7000);
        assertThat(stats.get("long_endpoints").asInt()).isEqualTo(2);
        assertThat(stats.at("/endpoints/0/basis").asText()).isEqualTo("route");
        assertThat(stats.at("/endpoints/0/is_long").asBoolean()).isTrue();
        assertThat(stats.at("/endpoints/1/endpoint").asText()).isEqualTo("POST /slow");
        assertThat(stats.at("/endpoints/1/basis").asText()).isEqualTo("measured");
        assertThat(stats.at("/endpoints/1/max_ms").asDouble()).isEqualTo(8000);
        assertThat(stats.at("/custom/queue").asDouble()).isEqualTo(4);
        assertThat(stats.at("/feed/dropped").asLong()).isEqualTo(4);
        assertThat(stats.at("/problems/0").asText()).contains("kept back");
    }

    private static Coordination leader(String id) {
        return new Coordination(Optional.of(new ControllerId(id)), Map.of(), Map.of(), List.of(heardOf(id, 70)));
    }

    /** @param second after the start; {@link Running} answers in the ninetieth */
    private static RegisteredController heardOf(String id, long second) {
        return new RegisteredController(
                new ControllerId(id),
                "front-2",
                "1.0",
                Optional.of("aaaa"),
                SettableController.STARTED.plusSeconds(second));
    }
}
