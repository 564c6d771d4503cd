package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.NodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the leader writes for all, and who else is in {@code pluginlb:controllers}. */
class LeaseWritesTest extends OnRedis {

    private static final Address ONE = Address.parse("10.0.0.1:5002");
    private static final Address TWO = Address.parse("[fd00::1]:5002");
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    @Test
    void nodeStatusIsWrittenAsTheContractSaysAndReadBack() {
        NodeStatus status = new NodeStatus(true, false, now, 3, 1, true);

        assertThat(new NodeStatusWriter(redis, KEYS).write(lead("me"), Map.of(N1, status), now))
                .isTrue();

        assertThat(redis.hget(KEYS.nodeStatus(), "n1"))
                .isEqualTo("{\"is_working\":true,\"is_long_request\":false,\"last_update\":1785000000,"
                        + "\"in_flight\":3,\"in_flight_long\":1,\"by\":\"pluginlb\"}");
        assertThat(reading().nodes()).isEqualTo(Map.of(N1, status));
    }

    @Test
    void aNodeThatSaysHowItIsDoingIsNotContradictedUntilItFallsSilent() {
        String own = "{\"is_working\":true,\"last_update\":" + now.getEpochSecond() + "}";
        redis.hset(KEYS.nodeStatus(), "n1", own);
        Leadership lead = lead("me");
        NodeStatusWriter writer = new NodeStatusWriter(redis, KEYS);
        Map<NodeId, NodeStatus> nodes = Map.of(N1, down(), N2, down());

        writer.write(lead, nodes, now);
        assertThat(redis.hget(KEYS.nodeStatus(), "n1")).isEqualTo(own);
        assertThat(reading().nodes()).containsEntry(N2, down());

        pass(Duration.ofSeconds(11));
        writer.write(lead, nodes, now);
        assertThat(reading().nodes().keySet()).containsExactlyInAnyOrder(N1, N2);
        assertThat(redis.hget(KEYS.nodeStatus(), "n1")).contains("pluginlb");
    }

    @Test
    void whateverStandsInNodeStatusIsReplaced() {
        for (String junkValue :
                new String[] {"", "null", "7", "[[[[", "{\"by\":7,\"last_update\":\"x\"}", "\u0000\u00ff"}) {
            redis.hset(KEYS.nodeStatus(), "n1", junkValue);
            leadIsOver();

            assertThat(new NodeStatusWriter(redis, KEYS).write(lead("me"), Map.of(N1, down()), now))
                    .isTrue();
            assertThat(redis.hget(KEYS.nodeStatus(), "n1")).contains("pluginlb");
        }
    }

    @Test
    void weightsAreReplacedWholeAndOnlyAChangeIsSaid() throws InterruptedException {
        Leadership lead = lead("me");
        SharedWeights weights = new SharedWeights(redis, KEYS);
        weights.replace(lead, Map.of(ONE, 0.25, TWO, 4.0));
        assertThat(reading().weights()).isEqualTo(Map.of(ONE, 0.25, TWO, 4.0));

        assertThat(eventsOf(() -> weights.replace(lead, Map.of(TWO, 4.0, ONE, 0.25))))
                .isEmpty();
        assertThat(eventsOf(() -> weights.replace(lead, Map.of(TWO, 1.5)))).containsExactly("weights");
        assertThat(reading().weights()).isEqualTo(Map.of(TWO, 1.5));

        assertThatThrownBy(() -> weights.replace(lead, Map.of(ONE, Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
        weights.replace(lead, Map.of());
        assertThat(redis.exists(KEYS.weights())).isFalse();
    }

    @Test
    void absurdWeightsAreJunk() {
        redis.hset(
                KEYS.weights(),
                Map.of(
                        "10.0.0.1:5002",
                        "2",
                        "10.0.0.2:5002",
                        "0.1",
                        "10.0.0.3:5002",
                        "NaN",
                        "evil;",
                        "1",
                        "10.0.0.4:5002",
                        ""));

        assertThat(reading().weights()).isEqualTo(Map.of(ONE, 2.0));
        assertThat(junk.count()).isEqualTo(4);
    }

    @Test
    void whoDoesNotLeadAnyMoreWritesNothing() {
        Leadership old = lead("me");
        leadIsOver();
        lead("other");

        assertThat(new NodeStatusWriter(redis, KEYS).write(old, Map.of(N1, down()), now))
                .isFalse();
        assertThat(new SharedWeights(redis, KEYS).replace(old, Map.of(ONE, 1.0)))
                .isFalse();
        assertThat(redis.keys("*")).containsExactlyInAnyOrder(KEYS.leader(), KEYS.term());
    }

    @Test
    void controllersSayWhoTheyAreUntilTheyStop() {
        ControllerRegister mine = new ControllerRegister(redis, KEYS, ME);
        ControllerId other = new ControllerId("b");
        RegisteredController me = new RegisteredController(ME, "host-1", "1.0.0", Optional.of("0123456789abcdef"), now);
        RegisteredController it = new RegisteredController(other, "host-2", "1.0.0", Optional.empty(), now);

        mine.announce(me);
        new ControllerRegister(redis, KEYS, other).announce(it);
        assertThat(redis.hget(KEYS.controllers(), "b"))
                .isEqualTo("{\"host\":\"host-2\",\"version\":\"1.0.0\",\"live\":null,\"last_seen\":1785000000}");
        assertThat(reading().controllers()).containsExactly(it, me);
        assertThat(it.isSilent(now.plusSeconds(30))).isFalse();
        assertThat(it.isSilent(now.plusSeconds(31))).isTrue();

        mine.close();
        assertThat(reading().controllers()).containsExactly(it);
        assertThatThrownBy(() -> mine.announce(it)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofControllersAThousandAreRead() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 1500; i++) {
            many.put("c" + i, "{\"last_seen\":7}");
        }
        redis.hset(KEYS.controllers(), many);

        assertThat(reading().controllers()).hasSize(1000);
    }

    @Test
    void theLeaderIsReadWithEverythingElse() {
        lead("me");
        assertThat(reading().leader()).contains(ME);

        redis.set(KEYS.leader(), "no id at all");
        assertThat(reading().leader()).isEmpty();
    }

    private Coordination reading() {
        return new RedisClusterSource(redis, KEYS, junk).read().coordination();
    }

    private NodeStatus down() {
        return new NodeStatus(false, false, now, 0, 0, true);
    }
}
