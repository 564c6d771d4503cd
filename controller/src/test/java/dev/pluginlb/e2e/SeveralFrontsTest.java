package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** Three controllers, each with its Nginx, on one Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralFrontsTest {

    private static final int NODES = 2;
    private static final int CALLS = 300;

    /** One paced reload, at a second's interval, on a machine that also compiles. */
    private static final Duration KNOWN_EVERYWHERE_WITHIN = Duration.ofSeconds(5);

    private static final Duration QUIET = Duration.ofSeconds(2);

    private static final String COUNTED = "POST /plugin/:tenant_id/dispatch/text_embedding/invoke " + Door.PLUGIN;
    private static final String SLOW = Door.TENANT + "/dispatch/rerank/invoke";
    private static final String TURNED_LONG = "POST /plugin/:tenant_id/dispatch/rerank/invoke " + Door.PLUGIN;
    private static final String TOLD_BY_NOBODY = "POST /plugin/:tenant_id/dispatch/moderation/invoke " + Door.PLUGIN;

    private Cluster site;
    private List<Cluster> fronts;

    @BeforeAll
    void startThree(@TempDir Path folder) {
        site = Cluster.in(folder).set("routing.policy", "two-tier").set("classification.threshold", "300ms");
        for (int i = 0; i < NODES; i++) {
            site.join();
        }
        fronts = Stream.of("a", "b", "c").map(site::beside).toList();
        fronts.forEach(Cluster::startController);
        fronts.forEach(front -> front.awaitServing(NODES));
    }

    @AfterAll
    void end() {
        fronts.forEach(Cluster::close);
        site.close();
    }

    @Test
    void whatThreeFrontsServeIsCountedOnce() {
        CompletableFuture.allOf(fronts.stream()
                        .map(front -> CompletableFuture.runAsync(() -> callOften(front)))
                        .toArray(CompletableFuture[]::new))
                .join();

        int all = fronts.size() * CALLS;
        await().atMost(Cluster.DEADLINE).until(() -> counted().path("total").asInt() >= all);
        await().atMost(Cluster.DEADLINE)
                .during(QUIET)
                .until(() -> counted().path("total").asInt() == all);
        assertThat(counted().path("max_ms").asDouble())
                .isBetween(counted().path("avg_ms").asDouble(), 5000.0);
        assertThat(counted().path("avg_ms").asDouble()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void anEndpointThatTurnsSlowAtOneFrontIsLongAtAllWithOneApplyEach() {
        awaitAgreed();
        List<Long> before = reloads();
        for (int i = 0; i < 3; i++) {
            fronts.get(0).internal().post(SLOW, "X-Stand-In-Duration", "400ms", "X-Stand-In-Items", "1");
        }
        await().atMost(Cluster.DEADLINE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> site.redis().ask(jedis -> jedis.sismember("request:long_requests", TURNED_LONG)));
        Instant decided = Instant.now();
        awaitInClassMaps(TURNED_LONG);

        assertThat(Duration.between(decided, Instant.now())).isLessThanOrEqualTo(KNOWN_EVERYWHERE_WITHIN);
        assertAgreed();
        await().atMost(Cluster.DEADLINE)
                .during(QUIET)
                .until(() ->
                        reloads().equals(before.stream().map(count -> count + 1).toList()));
    }

    @Test
    void aSubscriptionThatIsLostDoesNotKeepAChangeFromAnybody() {
        awaitAgreed();
        long lost = site.redis().ask(jedis -> {
            jedis.sadd("request:long_requests", TOLD_BY_NOBODY);
            return jedis.clientKill(ClientKillParams.clientKillParams().type(ClientType.PUBSUB));
        });

        assertThat(lost).isGreaterThanOrEqualTo(fronts.size());
        awaitInClassMaps(TOLD_BY_NOBODY);
        assertAgreed();
    }

    private static void callOften(Cluster front) {
        for (int i = 0; i < CALLS; i++) {
            assertThat(front.internal()
                            .call("X-Stand-In-Duration", "2ms", "X-Stand-In-Items", "1")
                            .status())
                    .isEqualTo(200);
        }
    }

    private JsonNode counted() {
        return site.redis().ask(jedis -> Answer.parse(String.valueOf(jedis.hget("request:stats", COUNTED))));
    }

    private void awaitInClassMaps(String endpoint) {
        await().atMost(Cluster.DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> fronts.stream()
                        .allMatch(front -> front.current("classes.conf").contains(endpoint)
                                && front.admin().isProven()));
    }

    /** Nothing is on its way any more. */
    private void awaitAgreed() {
        await().atMost(Cluster.DEADLINE)
                .during(QUIET)
                .until(() -> site.redis().ask(jedis -> jedis.exists("pluginlb:main"))
                        && fronts.stream().allMatch(front -> front.admin().isProven())
                        && everywhere("classes.conf").size() == 1
                        && everywhere("upstreams.conf").size() == 1);
    }

    /** All but the listeners' own addresses, which differ on one machine, is the same to the byte. */
    private void assertAgreed() {
        assertThat(everywhere("classes.conf")).hasSize(1);
        assertThat(everywhere("upstreams.conf")).hasSize(1);
    }

    private List<String> everywhere(String file) {
        return fronts.stream().map(front -> front.current(file)).distinct().toList();
    }

    private List<Long> reloads() {
        return fronts.stream().map(front -> front.admin().reloads()).toList();
    }
}
