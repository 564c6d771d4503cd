package dev.pluginlb.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.traffic.EndpointKeys;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.KeyForm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacingTest {

    private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");
    private static final String NODE = "10.0.0.5:5002";
    private static final String NEW_NODE = "10.0.0.6:5002";
    private static final int SLOTS = 4;

    private final Placing placing = new Placing(new EndpointKeys(KeyForm.ROUTE_PLUGIN), BEGIN);
    private Instant now = BEGIN;

    @Test
    void theDemandIsWhatEndedWell() {
        for (int second = 0; second < 600; second++) {
            for (int i = 0; i < 10; i++) {
                ends("short", 200, 30, OptionalInt.empty());
            }
            ends("short", 500, 9000, OptionalInt.empty());
            ends("long", 200, 2000, OptionalInt.empty());
            passes();
        }

        Demand demand = placing.demand().orElseThrow();

        assertThat(demand.shortRate()).isBetween(9.0, 11.0);
        assertThat(demand.shortMean()).isBetween(0.029, 0.031);
        assertThat(demand.longErlangs()).isBetween(1.8, 2.2);
    }

    @Test
    void aDemandThatHardlyMovesIsNotToldAnew() {
        ends("long", 200, 2000, OptionalInt.empty());
        ends("short", 200, 30, OptionalInt.empty());
        passes();
        Demand first = placing.demand().orElseThrow();
        placing.look(now.plusMillis(1));

        assertThat(placing.demand()).containsSame(first);
    }

    @Test
    void aNodeOfWhichNothingIsKnownYetIsTakenForTheSmallestOfTheOthers() {
        assertThat(placing.slots(Set.of(NODE, NEW_NODE))).isEmpty();
        for (int second = 0; second < 300; second++) {
            for (int before = 0; before < 2 * SLOTS; before++) {
                ends("short", 200, before < SLOTS ? 30 : 400, OptionalInt.of(before));
            }
            passes();
        }

        assertThat(placing.slots(Set.of(NODE, NEW_NODE)))
                .containsEntry(NODE, SLOTS)
                .containsEntry(NEW_NODE, SLOTS);
        assertThat(placing.slots(Set.of(NEW_NODE))).isEmpty();
    }

    private void passes() {
        now = now.plusSeconds(1);
        placing.look(now);
    }

    private void ends(String requestClass, int status, long millis, OptionalInt before) {
        Duration took = Duration.ofMillis(millis);
        placing.enter(new FinishedRequest(
                "POST",
                "/plugin/t1/dispatch/rerank/invoke",
                "author/plugin",
                status,
                List.of(new FinishedRequest.Try(NODE, status, Optional.of(took), Optional.of(took))),
                100,
                took,
                1,
                requestClass,
                "pool",
                "1-1",
                before));
    }
}
