package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final EndpointKey SCHEMA =
            new EndpointKey("POST /plugin/:tenant_id/dispatch/model/schema acme/tool");
    private static final String PATH = "/plugin/t1/dispatch/model/schema";

    private static final String SHORT = "/plugin/t1/dispatch/text_embedding/invoke";
    private static final String LONG = "/plugin/t1/dispatch/llm/invoke";

    private final Ledger ledger = new Ledger(KeyForm.ROUTE_PLUGIN, Duration.ofSeconds(5), 100, Duration.ofHours(1));

    @Test
    void aRequestIsAnElderUntilItEnds() {
        EndpointKey endpoint = new EndpointKey("GET /slow");
        ledger.enter(new StartedRequest(1, "7-1", endpoint), NOW);

        assertThat(ledger.elders(NOW.plusSeconds(5))).isEmpty();
        assertThat(ledger.elders(NOW.plusSeconds(6))).containsOnlyKeys(endpoint);

        ledger.enter(
                new FinishedRequest("GET", PATH, "", 502, List.of(), 0, Duration.ZERO, 1, "short", "pool", "7-1"), NOW);
        assertThat(ledger.elders(NOW.plusSeconds(6))).isEmpty();
    }

    @Test
    void requestsOfOneEndpointAreTakenAwayTogetherAndOnce() {
        enter(PATH, 200, 20, 1);
        enter("/plugin/t2/dispatch/model/schema", 200, 40, 1);

        assertThat(ledger.takeAway())
                .containsExactly(Map.entry(
                        SCHEMA,
                        new Samples(
                                2,
                                Duration.ofMillis(60),
                                Duration.ofMillis(40),
                                List.of(Duration.ofMillis(20), Duration.ofMillis(40)))));
        assertThat(ledger.takeAway()).isEmpty();
    }

    @Test
    void aSampledRequestStandsForMany() {
        enter(PATH, 200, 20, 100);

        assertThat(ledger.takeAway().get(SCHEMA)).extracting(Samples::count).isEqualTo(100L);
    }

    @Test
    void quickFailuresAndNamelessPathsAreOnlyCounted() {
        enter(PATH, 404, 2, 1);
        enter("/a<b>", 200, 2, 1);
        ledger.enter(
                new FinishedRequest("GET", PATH, "", 502, List.of(), 0, Duration.ZERO, 1, "short", "pool", "7-1"), NOW);

        assertThat(ledger.takeAway()).isEmpty();
        assertThat(ledger.extent()).isEqualTo(new Ledger.Extent(0, 0, 1, 2));
    }

    @Test
    void aNodeThatTakesTwiceAsLongForTheSameEndpointIsSlow() {
        for (int i = 0; i < 120; i++) {
            enter(PATH, 200, 20, 1, "10.0.0.1:5002");
            enter(PATH, 200, 40, 1, "10.0.0.2:5002");
        }

        Map<String, Double> slowness = ledger.slowness(NOW);

        assertThat(slowness.getOrDefault("10.0.0.2:5002", 0.0) / slowness.getOrDefault("10.0.0.1:5002", 1.0))
                .isBetween(1.7, 2.3);
    }

    @Test
    void shortRequestsInFlightAreTheirTimeByTheTimeThatPassed() {
        ledger.shortInFlight(NOW);
        enter(PATH, 200, 500, 1);
        enter(PATH, 200, 1500, 1);
        enter(PATH, 200, 60_000, 1);

        assertThat(ledger.shortInFlight(NOW.plusSeconds(2))).containsExactly(Map.entry("10.0.0.1:5002", 1.0));
        assertThat(ledger.shortInFlight(NOW.plusSeconds(3))).isEmpty();
    }

    /**
     * With 1000 clients on 16 slots, an endpoint of 30 ms was taken for a long one after the first crowd, was held with the long
     * ones, was let go in a crowd again when its time was up, and so never became short.
     */
    @Test
    void theWaitForASlotIsNoPartOfTheWork() {
        ledger.slots(Map.of("10.0.0.1:5002", 2));
        for (int i = 1; i <= 100; i++) {
            enter(SHORT, NOW, 100L * i);
        }
        enter(LONG, NOW, 20_000);

        Map<EndpointKey, Samples> seen = ledger.takeAway();
        assertThat(of(seen, SHORT).max()).isLessThanOrEqualTo(Duration.ofMillis(200));
        assertThat(of(seen, LONG).max()).isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_200));
    }

    @Test
    void aLongOneIsMeasuredWholeWhileShortOnesPassItByOnTheOtherSlots() {
        ledger.slots(Map.of("10.0.0.1:5002", 2));
        for (int i = 1; i <= 100; i++) {
            enter(SHORT, NOW.plusMillis(100L * i - 100), 100);
        }
        enter(LONG, NOW, 10_000);

        assertThat(of(ledger.takeAway(), LONG).max()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whoseSlotsAreUnknownIsMeasuredWhole() {
        for (int i = 1; i <= 100; i++) {
            enter(SHORT, NOW, 100L * i);
        }

        assertThat(of(ledger.takeAway(), SHORT).max()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void nobodyIsAnElderWhileSomeWaitForASlot() {
        ledger.slots(Map.of("10.0.0.1:5002", 1));
        ledger.enter(new StartedRequest(1, "7-1", SCHEMA), NOW);
        assertThat(ledger.elders(NOW.plusSeconds(6))).containsOnlyKeys(SCHEMA);
        ledger.enter(new StartedRequest(1, "7-2", SCHEMA), NOW);

        assertThat(ledger.elders(NOW.plusSeconds(6))).isEmpty();
    }

    @Test
    void whatLastsBeyondTheShortOnesAreLongOnes() {
        assertThat(ShortLoad.longAmong(1, 0)).isEqualTo(1);
        assertThat(ShortLoad.longAmong(0, 0)).isZero();
        assertThat(ShortLoad.longAmong(3, 4)).isZero();
        assertThat(ShortLoad.longAmong(12, 4)).isEqualTo(8);
        assertThat(ShortLoad.longAmong(1, 0.25))
                .as("a trickle of short ones hides no long one")
                .isEqualTo(1);
    }

    private void enter(String path, int status, long millis, long weight) {
        enter(path, status, millis, weight, "10.0.0.1:5002");
    }

    private static Samples of(Map<EndpointKey, Samples> seen, String path) {
        return seen.entrySet().stream()
                .filter(entry -> entry.getKey().toString().contains(path.substring("/plugin/t1".length())))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private void enter(String path, Instant began, long millis) {
        enter(path, 200, Duration.ofMillis(millis), 1, "10.0.0.1:5002", began.plusMillis(millis));
    }

    private void enter(String path, int status, long millis, long weight, String node) {
        enter(path, status, Duration.ofMillis(millis), weight, node, NOW);
    }

    private void enter(String path, int status, Duration took, long weight, String node, Instant now) {
        var answered = new FinishedRequest.Try(node, status, Optional.of(took), Optional.of(took));
        ledger.enter(
                new FinishedRequest(
                        "POST",
                        path,
                        "acme/tool",
                        status,
                        List.of(answered),
                        100,
                        took,
                        weight,
                        "short",
                        "pool",
                        "7-1"),
                now);
    }
}
