package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.nginx.Carried;
import dev.pluginlb.traffic.RequestClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficRoutesTest {

    private static final Node ONE = Nodes.busy("node-1", "10.0.0.1:5002", 3);
    private static final Node TWO = Nodes.busy("node-2", "10.0.0.2:5002", 0);

    private final Running admin = new Running();

    @AfterEach
    void close() {
        admin.close();
    }

    private void twoNodes() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), ONE, TWO);
    }

    private void answered(Node node, RequestClass name, int times) {
        IntStream.range(0, times).forEach(i -> admin.controller.finished(Requests.answered(node.address(), name)));
    }

    @Test
    void ratesAreKnownAfterTwoLooks() {
        twoNodes();
        JsonNode first = Replies.json(admin.get("/api/v1/flows"));
        answered(TWO, RequestClass.LONG, 8);
        admin.later(Duration.ofSeconds(4));
        JsonNode second = Replies.json(admin.get("/api/v1/flows"));

        assertThat(first.get("over_ms").isNull()).isTrue();
        assertThat(second.get("over_ms").asLong()).isEqualTo(4000);
        assertThat(second.at("/classes/1/rate").asDouble()).isEqualTo(2.0);
        assertThat(second.at("/nodes/0/address").asText()).isEqualTo("10.0.0.2:5002");
        assertThat(second.at("/nodes/0/rate/long_ones").asDouble()).isEqualTo(2.0);
    }

    @Test
    void whatLiesLongBackIsNoRateOfNow() {
        twoNodes();
        admin.get("/api/v1/flows");
        admin.later(Rates.LONGEST.plusSeconds(1));

        assertThat(Replies.json(admin.get("/api/v1/flows")).get("over_ms").isNull())
                .isTrue();
    }

    @Test
    void nodesBeyondTheLimitAreShownTogether() {
        twoNodes();
        answered(TWO, RequestClass.SHORT, 8);

        JsonNode flows = Replies.json(admin.get("/api/v1/flows?limit=1"));

        assertThat(flows.get("nodes")).hasSize(1);
        assertThat(flows.at("/others/nodes").asInt()).isEqualTo(1);
    }

    @Test
    void whatNginxHasInFlightCountsMoreThanWhatNodesSay() {
        twoNodes();
        admin.controller.inNginx(Map.of(ONE.address(), new Carried(5, 2)));

        JsonNode nodes = Replies.json(admin.get("/api/v1/nodes")).get("nodes");
        JsonNode flows = Replies.json(admin.get("/api/v1/flows"));

        assertThat(nodes.at("/0/node/in_flight").asInt()).isEqualTo(5);
        assertThat(nodes.at("/0/node/in_flight_long").asInt()).isEqualTo(2);
        assertThat(nodes.at("/1/node/in_flight").asInt()).isZero();
        assertThat(flows.at("/classes/1/name").asText()).isEqualTo("long");
        assertThat(flows.at("/classes/1/in_flight").asInt()).isEqualTo(2);
    }

    @Test
    void whereNobodyTellsNothingIsSaidOfWhatIsInFlight() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED), Nodes.silent("node-1", "10.0.0.1:5002", "refuses"));

        JsonNode others = Replies.json(admin.get("/api/v1/flows?limit=0")).get("others");

        assertThat(others.get("in_flight").isNull()).isTrue();
        assertThat(others.get("in_flight_long").isNull()).isTrue();
    }

    @Test
    void troubleComesFirst() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED), ONE, Nodes.silent("node-2", "10.0.0.2:5002", "refuses"));

        JsonNode page = Replies.json(admin.get("/api/v1/nodes?sort=state"));

        assertThat(page.at("/nodes/0/node/state").asText()).isEqualTo("down");
        assertThat(page.at("/nodes/0/drain").isNull()).isTrue();
    }

    @Test
    void amongNodesOfOneStateTheMostLoadedIsFirstWhereThatIsAskedFor() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED), ONE, Nodes.busy("node-3", "10.0.0.3:5002", 5));

        assertThat(Replies.json(admin.get("/api/v1/nodes?sort=trouble"))
                        .at("/nodes/0/node/address")
                        .asText())
                .isEqualTo("10.0.0.3:5002");
    }

    @Test
    void aPageOfEndpointsIsSearchedSortedAndCut() {
        admin.controller.statistics(Requests.endpoints(100));

        JsonNode page = Replies.json(
                admin.get("/api/v1/endpoints?search=ACME/P1+tool&sort=recent&order=desc&limit=2&offset=1"));

        assertThat(page.get("total").asInt()).isEqualTo(100);
        assertThat(page.get("matched").asInt()).isEqualTo(11);
        assertThat(page.get("endpoints")).hasSize(2);
        assertThat(page.at("/endpoints/0/endpoint/endpoint").asText()).endsWith("acme/p18");
        assertThat(page.at("/endpoints/0/recent_ms").asDouble()).isEqualTo(59.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort=name", "order=up", "limit=0", "limit=501", "offset=-1", "offset=x"})
    void whatThereIsNotIsAnError(String query) {
        assertThat(admin.get("/api/v1/endpoints?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void aReleaseIsComparedWithTheOneBeforeItOrWithAnyOther() {
        List.of("aaa", "bbb", "ccc")
                .forEach(version -> admin.controller.onDisk(GivenReleases.release(version, "a.conf", version + "\n")));
        admin.controller.live(
                GivenReleases.release("ccc", "a.conf", "ccc\n"),
                GivenReleases.attempt("ccc", Result.PROVEN, ""),
                GivenReleases.attempt("bbb", Result.REFUSED, "no"),
                GivenReleases.attempt("aaa", Result.PROVEN, ""));

        assertThat(Replies.json(admin.get("/api/v1/releases/ccc/diff"))
                        .get("diff")
                        .asText())
                .contains("-aaa", "+ccc");
        assertThat(Replies.json(admin.get("/api/v1/releases/aaa/diff?from=bbb"))
                        .get("diff")
                        .asText())
                .contains("-bbb", "+aaa");
        assertThat(Replies.json(admin.get("/api/v1/releases/previous/diff?from=ccc"))
                        .get("diff")
                        .asText())
                .contains("-ccc", "+aaa");
        assertThat(Replies.json(admin.get("/api/v1/releases/ccc/diff?from=previous"))
                        .get("from")
                        .asText())
                .isEqualTo("aaa");
        assertThat(Replies.json(admin.get("/api/v1/releases/previous"))
                        .get("version")
                        .asText())
                .isEqualTo("aaa");
        assertThat(Replies.json(admin.get("/api/v1/releases/aaa/diff"))
                        .get("from")
                        .isNull())
                .isTrue();
    }
}
