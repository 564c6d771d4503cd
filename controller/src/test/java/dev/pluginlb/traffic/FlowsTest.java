package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.pluginlb.traffic.FinishedRequest.Try;
import dev.pluginlb.traffic.FlowTally.End;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowsTest {

    private static final String INVOKE = "/plugin/t1/dispatch/llm/invoke";
    private static final Flow SHORT_NODE = new Flow(RequestClass.SHORT, "10.0.0.5:5002");
    private static final Flow LONG_NODE = new Flow(RequestClass.LONG, "10.0.0.5:5002");

    private final Flows flows = new Flows();

    @Test
    void requestsAreCountedByNodeAndByRouteInTheirClass() {
        flows.add(request(INVOKE, "10.0.0.5:5002", "short", 200));
        flows.add(request(INVOKE, "10.0.0.5:5002", "long", 200));
        flows.add(request("/plugin/t2/dispatch/llm/invoke", "10.0.0.6:5002", "short", 200));

        assertThat(flows.seen().byNode())
                .containsOnlyKeys(SHORT_NODE, LONG_NODE, new Flow(RequestClass.SHORT, "10.0.0.6:5002"));
        String route = "POST /plugin/:tenant_id/dispatch/llm/invoke";
        assertThat(flows.seen().byRoute().get(new Flow(RequestClass.SHORT, route)))
                .isNotNull()
                .satisfies(tally -> assertThat(tally.count()).isEqualTo(2));
    }

    @Test
    void theWayARequestEndedIsCounted() {
        for (int status : new int[] {200, 302, 404, 499, 500, 503}) {
            flows.add(request(INVOKE, "10.0.0.5:5002", "short", status));
        }

        assertThat(flows.seen().byNode().get(SHORT_NODE))
                .isNotNull()
                .satisfies(tally -> assertThat(tally.ends())
                        .containsOnly(
                                entry(End.OK, 2L),
                                entry(End.CLIENT_ERROR, 1L),
                                entry(End.CLIENT_WENT, 1L),
                                entry(End.SERVER_ERROR, 2L)));
    }

    @Test
    void aRequestThatStandsForManyCountsAsMany() {
        flows.add(new FinishedRequest(
                "POST", INVOKE, "", 200, tried("10.0.0.5:5002"), 1, Duration.ofMillis(30), 100, "short", "pool", "1"));

        FlowTally tally = flows.seen().byNode().values().iterator().next();
        assertThat(tally.count()).isEqualTo(100);
        assertThat(tally.sum()).isEqualTo(Duration.ofSeconds(3));
        assertThat(tally.times().get(2)).as("25 to 50 ms").isEqualTo(100);
    }

    @Test
    void whatReachedNoNodeAndWhatIsNoAddressIsToldApart() {
        flows.add(new FinishedRequest(
                "POST", INVOKE, "", 502, List.of(), 1, Duration.ofMillis(30), 1, "short", "pool", "1"));
        flows.add(request(INVOKE, "\"} 1\nup", "short", 200));

        assertThat(flows.seen().byNode())
                .containsOnlyKeys(
                        new Flow(RequestClass.SHORT, Flow.NOWHERE), new Flow(RequestClass.SHORT, Flow.OTHERS));
    }

    @Test
    void inventedRoutesAndOldNodesTakeNoMoreThanTheirRoom() {
        IntStream.range(0, 10_000)
                .forEach(i -> flows.add(request("/x" + i, "10.1." + i / 250 + "." + i % 250 + ":5002", "short", 200)));

        assertThat(flows.seen().byRoute()).hasSizeLessThanOrEqualTo(2 * Flows.ROUTES + 2);
        assertThat(flows.seen().byNode())
                .hasSize(2 * Flows.NODES)
                .containsKey(new Flow(RequestClass.SHORT, "10.1.39.249:5002"));
        assertThat(flows.seen().byRoute().values().stream()
                        .mapToLong(FlowTally::count)
                        .sum())
                .isEqualTo(10_000);
    }

    private static FinishedRequest request(String path, String node, String requestClass, int status) {
        return new FinishedRequest(
                "POST", path, "", status, tried(node), 1, Duration.ofMillis(30), 1, requestClass, "pool", "1");
    }

    private static List<Try> tried(String node) {
        return List.of(new Try(node, 200, Optional.of(Duration.ofMillis(20)), Optional.of(Duration.ofMillis(30))));
    }
}
