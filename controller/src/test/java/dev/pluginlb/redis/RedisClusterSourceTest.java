package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.traffic.EndpointKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

class RedisClusterSourceTest extends OnRedis {

    private static final Keys UNPREFIXED = new Keys("plugin_daemon", "");

    private static final String DAEMONS = "plugin_daemon:cluster-nodes-status-hash-map";
    private static final String MASTER = "plugin_daemon:cluster-master-preemption-lock";
    private static final String ID = "0f0b1c1e-8f53-4a52-9d80-0c3c1a0f8a11";

    private RedisClusterSource source;

    @BeforeEach
    void source() {
        source = new RedisClusterSource(redis, UNPREFIXED, junk);
    }

    @Test
    void anEmptyRedisIsAnEmptyReading() {
        ClusterReading reading = source.read();

        assertThat(reading.registrations().heartbeats()).isEmpty();
        assertThat(reading.registrations().readable()).containsExactlyInAnyOrder(Source.DAEMON, Source.STATUS);
        assertThat(reading.main()).isEmpty();
        assertThat(reading.daemonMaster()).isEmpty();
        assertThat(reading.longEndpoints()).map(Object::toString).contains("[]");
    }

    @Test
    void everythingIsReadAsItIsWritten() {
        given(jedis -> {
            jedis.hset(DAEMONS, ID, "{\"ips\":[{\"ip\":\"10.0.1.11\",\"port\":5002,\"vote\":[]}],\"last_ping_at\":7}");
            jedis.hset(DAEMONS, "another", "{\"ips\":null,\"last_ping_at\":7}");
            jedis.hset("cluster:status", "s", "{\"address\":\"10.0.0.5:5002\",\"last_ping_at\":8,\"weight\":50}");
            jedis.sadd("request:long_requests", "/b", "* /e/:hook_id", "/a");
            jedis.sadd("pluginlb:short_requests", "/c");
            jedis.set("pluginlb:main", "s");
            jedis.set(MASTER.getBytes(StandardCharsets.UTF_8), cbor(ID));
        });

        ClusterReading reading = source.read();

        assertThat(reading.shortEndpoints()).contains(List.of(new EndpointKey("/c")));
        assertThat(reading.registrations().heartbeats())
                .extracting(Heartbeat::id)
                .containsExactlyInAnyOrder(new NodeId(ID), new NodeId("another"), new NodeId("s"));
        assertThat(reading.longEndpoints().orElseThrow())
                .extracting(EndpointKey::value)
                .containsExactly("* /e/:hook_id", "/a", "/b");
        assertThat(reading.main()).contains(new NodeId("s"));
        assertThat(reading.daemonMaster()).contains(new NodeId(ID));
        assertThat(junk.count()).isZero();
    }

    @Test
    void otherPrefixesAreOtherKeys() {
        given(jedis -> {
            jedis.hset("dify:cluster-nodes-status-hash-map", "a", "{\"ips\":null,\"last_ping_at\":7}");
            jedis.hset("eu:cluster:status", "b", "{\"address\":\"10.0.0.5:5002\",\"last_ping_at\":8}");
            jedis.hset(DAEMONS, "elsewhere", "{\"ips\":null,\"last_ping_at\":7}");
            jedis.set("eu:pluginlb:main", "b");
        });

        ClusterReading reading = new RedisClusterSource(redis, new Keys("dify", "eu:"), junk).read();

        assertThat(reading.registrations().heartbeats())
                .extracting(heartbeat -> heartbeat.id().value())
                .containsExactlyInAnyOrder("a", "b");
        assertThat(reading.main()).contains(new NodeId("b"));
    }

    @Test
    void junkIsCountedOnceAndAllElseIsRead() {
        given(jedis -> {
            jedis.hset(
                    DAEMONS,
                    Map.of(
                            "good", "{\"ips\":[{\"ip\":\"10.0.0.1\",\"port\":5002}],\"last_ping_at\":7}",
                            "no json", "{}",
                            "bad-json", "{",
                            "bad-part", "{\"ips\":[{\"ip\":\"10.0.0.1;\",\"port\":5002}],\"last_ping_at\":7}",
                            "", "{\"ips\":null,\"last_ping_at\":7}"));
            jedis.sadd("request:long_requests", "/good", "/bad;", "/bad}", "\n");
            jedis.set("pluginlb:main", "no id");
            jedis.set(MASTER, "no cbor at all");
        });

        ClusterReading reading = source.read();
        for (int ping = 8; ping < 12; ping++) {
            String next = "{\"ips\":[{\"ip\":\"10.0.0.1;\",\"port\":5002}],\"last_ping_at\":" + ping + "}";
            given(jedis -> jedis.hset(DAEMONS, "bad-part", next));
            source.read();
        }

        assertThat(reading.registrations().heartbeats())
                .extracting(heartbeat -> heartbeat.id().value())
                .containsExactlyInAnyOrder("good", "bad-part");
        assertThat(reading.longEndpoints().orElseThrow()).hasSize(1);
        assertThat(reading.main()).isEmpty();
        assertThat(reading.daemonMaster()).isEmpty();
        assertThat(junk.count()).isEqualTo(9);
    }

    /** CBOR: null, undefined, a number, an array, a map, a text that is cut off, a huge length, nothing, an id with a line end. */
    @ParameterizedTest
    @ValueSource(strings = {"f6", "f7", "07", "80", "a0", "7824", "7bffffffffffffffff", "", "63610a62"})
    void aLockThatHoldsSomethingElseIsNoMaster(String hex) {
        byte[] value = HexFormat.of().parseHex(hex);
        given(jedis -> jedis.set(MASTER.getBytes(StandardCharsets.UTF_8), value));

        assertThat(source.read().daemonMaster()).isEmpty();
        assertThat(source.read().registrations().readable()).hasSize(2);
        assertThat(junk.count()).isEqualTo(1);
    }

    @Test
    void keysOfAnotherTypeAreUnreadableAndNotEmpty() {
        given(jedis -> {
            jedis.set(DAEMONS, "text");
            jedis.hset("cluster:status", "s", "{\"address\":\"10.0.0.5:5002\",\"last_ping_at\":8}");
            jedis.set("request:long_requests", "text");
            jedis.sadd("pluginlb:main", "a");
            jedis.sadd(MASTER, "a");
        });

        ClusterReading reading = source.read();

        assertThat(reading.registrations().readable()).containsExactly(Source.STATUS);
        assertThat(reading.registrations().heartbeats()).hasSize(1);
        assertThat(reading.longEndpoints()).isEmpty();
        assertThat(reading.main()).isEmpty();
        assertThat(reading.wrong())
                .as("all was said to be well")
                .hasSize(4)
                .first()
                .asString()
                .startsWith("not read: " + DAEMONS + " in Redis is a string (expected: a hash)");
        source.read();
        assertThat(junk.count()).isEqualTo(4);
    }

    @Test
    void thousandsOfVotesAreReadInPassing() {
        String votes = ("{\"node_id\":\"" + ID + "\",\"voted_at\":1785000000,\"failed\":true},").repeat(5_000);
        given(jedis -> jedis.hset(
                DAEMONS,
                ID,
                "{\"ips\":[{\"ip\":\"10.0.0.1\",\"port\":5002,\"vote\":[" + votes.substring(0, votes.length() - 1)
                        + "]}],\"last_ping_at\":7}"));

        assertThat(source.read().registrations().heartbeats()).hasSize(1);
        assertThat(junk.count()).isZero();
    }

    @Test
    void aRedisThatRefusesUsIsNoEmptyReading() {
        given(jedis -> jedis.configSet("requirepass", "secret"));
        try {
            try (UnifiedJedis stranger = client()) {
                assertThatThrownBy(() -> new RedisClusterSource(stranger, UNPREFIXED, junk).read())
                        .isInstanceOf(JedisException.class);
            }
        } finally {
            redis.close();
            server.restart();
        }
    }

    @Test
    void ofTwoWishesForTheMainRegisterOnlyTheOneThatSawTheFormerIsGranted() {
        MainRegister register = new MainRegister(redis, UNPREFIXED);
        Leadership lead = new LeaseRegister(redis, UNPREFIXED, new ControllerId("me"), Duration.ofMinutes(1))
                .take(Optional.empty())
                .orElseThrow();
        NodeId a = new NodeId("a");
        NodeId b = new NodeId("b");
        NodeId c = new NodeId("c");

        register.replace(lead, new MainRegister.Proposal(Optional.empty(), a));
        register.replace(lead, new MainRegister.Proposal(Optional.empty(), b));
        assertThat(source.read().main()).contains(a);

        register.replace(lead, new MainRegister.Proposal(Optional.of(a), b));
        register.replace(lead, new MainRegister.Proposal(Optional.of(a), c));
        assertThat(source.read().main()).contains(b);
    }

    @Test
    void aKeyThatIsTooLargeIsNotReadAndTheOthersAre() {
        RedisClusterSource bounded = new RedisClusterSource(redis, UNPREFIXED, junk, new Sizes(50_000));
        given(jedis -> {
            jedis.hset(DAEMONS, ID, "{\"ips\":null,\"last_ping_at\":7}");
            jedis.hset("cluster:status", "s", "x".repeat(60_000));
            jedis.hset("pluginlb:weights", "10.0.0.1:5002", "0.5");
        });

        ClusterReading reading = bounded.read();

        assertThat(reading.registrations().readable()).containsExactly(Source.DAEMON);
        assertThat(reading.registrations().heartbeats()).hasSize(1);
        assertThat(reading.wrong())
                .singleElement()
                .asString()
                .contains("cluster:status in Redis holds more than 50000 bytes");

        given(jedis -> {
            jedis.hset("cluster:status", "s", "{\"address\":\"10.0.0.5:5002\",\"last_ping_at\":8}");
            jedis.hset("pluginlb:weights", "x", "x".repeat(60_000));
        });
        ClusterReading next = bounded.read();

        assertThat(next.registrations().heartbeats()).hasSize(2);
        assertThat(next.coordination().weights())
                .as("what was read of it last")
                .isEqualTo(reading.coordination().weights())
                .isNotEmpty();
        assertThat(junk.count()).isEqualTo(2);
    }

    @Test
    void moreEntriesThanThereAreNodesAreNotRead() {
        given(jedis -> jedis.eval("for i = 1, 10001 do redis.call('HSET', KEYS[1], i, '{}') end", 1, "cluster:status"));

        ClusterReading reading = source.read();

        assertThat(reading.registrations().readable()).containsExactly(Source.DAEMON);
        assertThat(reading.wrong()).singleElement().asString().contains("more than 10000 entries");
        assertThat(junk.count()).isEqualTo(1);
    }

    /** As that of an earlier version, of which the document asked for fewer rights. */
    @Test
    void aUserWhoMayNotAskForSizesReadsAllTheSame() {
        given(jedis -> {
            jedis.aclSetUser("former", "on", ">pw", "~*", "+@all", "-memory");
            jedis.hset(DAEMONS, ID, "{\"ips\":null,\"last_ping_at\":7}");
        });
        try (UnifiedJedis former = RedisClient.create("redis://former:pw@" + server.host() + ":" + server.port())) {
            assertThat(new RedisClusterSource(former, UNPREFIXED, junk)
                            .read()
                            .registrations()
                            .heartbeats())
                    .hasSize(1);
        }
        assertThat(junk.count()).isZero();
    }

    private static void given(Consumer<Jedis> work) {
        server.ask(jedis -> {
            work.accept(jedis);
            return true;
        });
    }

    private static byte[] cbor(String id) {
        byte[] text = id.getBytes(StandardCharsets.US_ASCII);
        byte[] cbor = Arrays.copyOf(new byte[] {0x78, 0x24}, 2 + text.length);
        System.arraycopy(text, 0, cbor, 2, text.length);
        return cbor;
    }
}
