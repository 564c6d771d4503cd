package dev.pluginlb.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.testing.LoggedLines;
import dev.pluginlb.testing.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

class StandInClusterTest {

    private static final String STATUS = "plugin_daemon:cluster-nodes-status-hash-map";
    private static final String LOCK = "plugin_daemon:cluster-master-preemption-lock";

    private final RedisServer redis = RedisServer.start();
    private final List<StandInDaemon> daemons = new ArrayList<>();

    @BeforeEach
    void patience() {
        org.awaitility.Awaitility.setDefaultTimeout(Duration.ofSeconds(45));
    }

    @AfterEach
    void end() {
        daemons.forEach(StandInDaemon::close);
        redis.close();
    }

    @Test
    void aStartWritesItsPlaceAndPingUnderANewId() {
        StandInDaemon daemon = start(options());

        JsonNode entry = awaitEntry(daemon.nodeId());

        assertThat(entry.path("ips").path(0).path("ip").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.path("ips").path(0).path("port").asInt()).isEqualTo(daemon.port());
        assertThat(entry.path("ips").path(0).path("vote").isArray()).isTrue();
        assertThat(entry.path("last_ping_at").asLong())
                .isBetween(Instant.now().getEpochSecond() - 10, Instant.now().getEpochSecond());
        assertThat(daemon.nodeId()).matches("[0-9a-f-]{36}");
    }

    @Test
    void aNodeWithoutIpsWritesNull() {
        StandInDaemon daemon = start(options().withAdvertised(List.of()));
        awaitEntry(daemon.nodeId());

        assertThat(raw(daemon.nodeId())).startsWith("{\"ips\":null,\"last_ping_at\":");
    }

    @Test
    void theJoinIsAnnouncedOnThePrefixedChannel() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        BlockingQueue<String> ready = new LinkedBlockingQueue<>();
        JedisPubSub ear = new JedisPubSub() {
            @Override
            public void onSubscribe(String channel, int count) {
                ready.add(channel);
            }

            @Override
            public void onMessage(String channel, String message) {
                heard.add(message);
            }
        };
        Thread listener = new Thread(() -> redis.ask(jedis -> {
            jedis.subscribe(ear, "plugin_daemon:cluster-new-node-channel");
            return "";
        }));
        listener.setDaemon(true);
        listener.start();
        assertThat(ready.poll(5, TimeUnit.SECONDS)).isNotNull();

        StandInDaemon daemon = start(options());

        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("{\"node_id\":\"" + daemon.nodeId() + "\"}");
        ear.unsubscribe();
    }

    @Test
    void oneNodeHoldsTheMasterLockAsCborText() {
        StandInDaemon daemon = start(options());

        byte[] value = await().until(() -> redis.<byte[]>ask(jedis -> jedis.get(bytes(LOCK))), held -> held != null);

        assertThat(value).hasSize(38).startsWith(0x78, 0x24);
        assertThat(new String(value, 2, 36, StandardCharsets.US_ASCII)).isEqualTo(daemon.nodeId());
        assertThat(redis.<Long>ask(jedis -> jedis.pttl(LOCK))).isBetween(1L, 2000L);
    }

    @Test
    void nodesVoteForEachOther() {
        StandInDaemon first = start(options());
        awaitEntry(first.nodeId());
        StandInDaemon second = start(options());

        await().untilAsserted(() -> {
            assertThat(votes(first)).contains(second.nodeId());
            assertThat(votes(second)).contains(first.nodeId());
        });
    }

    @Test
    void aNodeThatHangsHoldsUpTheHeartbeatOfWhoVotesForIt() {
        StandInDaemon hanging = start(options());
        awaitEntry(hanging.nodeId());
        hanging.freezeAnswers();
        StandInDaemon healthy = start(options().withVoteInterval(Duration.ofMillis(200)));
        awaitEntry(healthy.nodeId());

        await().untilAsserted(() -> assertThat(ping(healthy)).isLessThan(now() - 2));

        hanging.thawAnswers();
        await().untilAsserted(() -> assertThat(ping(healthy)).isGreaterThanOrEqualTo(now() - 1));
    }

    @Test
    void frozenHeartbeatsStandStillUntilThawed() {
        StandInDaemon daemon = start(options());
        awaitEntry(daemon.nodeId());
        daemon.freezeHeartbeats();

        await().untilAsserted(() -> assertThat(ping(daemon)).isLessThan(now() - 1));
        daemon.thawHeartbeats();

        await().untilAsserted(() -> assertThat(ping(daemon)).isGreaterThanOrEqualTo(now() - 1));
    }

    @Test
    void aPingStepsBackOnDemand() {
        StandInDaemon daemon = start(options());
        awaitEntry(daemon.nodeId());
        daemon.freezeHeartbeats();
        long before = await().until(() -> ping(daemon), at -> at == ping(daemon));

        daemon.stepPingBack(Duration.ofSeconds(5));

        assertThat(ping(daemon)).isLessThanOrEqualTo(before - 4);
    }

    @Test
    void aWrongClockShowsInThePing() {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        StandInDaemon daemon = StandInDaemon.start(options(), ahead);
        daemons.add(daemon);
        awaitEntry(daemon.nodeId());

        assertThat(ping(daemon)).isGreaterThan(now() + 3000);
    }

    @Test
    void aKilledNodeLeavesItsEntryUntilTheMasterRemovesIt() {
        StandInDaemon killed = start(options());
        awaitEntry(killed.nodeId());
        killed.close();
        assertThat(raw(killed.nodeId())).isNotNull();

        StandInDaemon master = start(options());
        awaitEntry(master.nodeId());

        await().untilAsserted(() -> assertThat(nodes()).containsOnlyKeys(master.nodeId()));
    }

    @Test
    void aRestartIsANewNodeAtTheSamePlaceBesideTheOld() {
        StandInDaemon old = start(options());
        awaitEntry(old.nodeId());
        old.close();
        StandInDaemon fresh = start(options().withPort(old.port()));
        awaitEntry(fresh.nodeId());

        assertThat(fresh.port()).isEqualTo(old.port());
        assertThat(nodes()).containsOnlyKeys(old.nodeId(), fresh.nodeId());
    }

    @Test
    void redisMayBeAwayAtTheStartAndLater() {
        redis.stop();
        StandInDaemon daemon = start(options());
        assertThat(Http.get(daemon, "/health/check").statusCode()).isEqualTo(200);

        redis.restart();
        awaitEntry(daemon.nodeId());
        redis.flush();
        awaitEntry(daemon.nodeId());
        redis.pause();
        assertThat(Http.get(daemon, "/health/check").statusCode()).isEqualTo(200);
        redis.resume();

        await().untilAsserted(() -> assertThat(ping(daemon)).isGreaterThanOrEqualTo(now() - 1));
    }

    /** It wrote four lines a second, and half of them said that it writes again. */
    @Test
    void thatRedisIsGoneIsLoggedOnceAndThatItIsBackToo() throws IOException {
        try (LoggedLines log = LoggedLines.of(ClusterMember.class.getName())) {
            StandInDaemon daemon = start(options());
            awaitEntry(daemon.nodeId());

            redis.stop();
            try (ServerSocket gone = new ServerSocket(redis.port(), 50, InetAddress.getLoopbackAddress())) {
                for (int tries = 0; tries < 10; tries++) {
                    gone.accept().close();
                }
            }
            assertThat(log.words()).singleElement().asString().contains(daemon.nodeId() + " goes on without Redis: ");

            redis.restart();
            awaitEntry(daemon.nodeId());
            await().until(() -> log.words().size() > 1);
            assertThat(log.words()).hasSize(2).last().asString().endsWith(daemon.nodeId() + " writes to Redis again");
        }
    }

    @Test
    void aHundredFitInOneJvm() {
        for (int i = 0; i < 100; i++) {
            start(options().withVoteInterval(Duration.ZERO).withHeartbeat(Duration.ofSeconds(5)));
        }

        await().untilAsserted(() -> assertThat(nodes()).hasSize(100));
        daemons.forEach(daemon ->
                assertThat(Http.get(daemon, "/health/check").statusCode()).isEqualTo(200));
    }

    private StandInOptions options() {
        return StandInOptions.of(RedisSite.of(redis.host(), redis.port())).withHeartbeat(Duration.ofMillis(200));
    }

    private StandInDaemon start(StandInOptions options) {
        StandInDaemon daemon = StandInDaemon.start(options);
        daemons.add(daemon);
        return daemon;
    }

    private JsonNode awaitEntry(String nodeId) {
        await().until(() -> nodes().containsKey(nodeId));
        return Json.read(raw(nodeId), JsonNode.class);
    }

    private Map<String, String> nodes() {
        return redis.ask(jedis -> jedis.hgetAll(STATUS));
    }

    private String raw(String nodeId) {
        return redis.ask((Jedis jedis) -> jedis.hget(STATUS, nodeId));
    }

    private long ping(StandInDaemon daemon) {
        return Json.read(raw(daemon.nodeId()), JsonNode.class)
                .path("last_ping_at")
                .asLong();
    }

    private List<String> votes(StandInDaemon daemon) {
        JsonNode votes = Json.read(raw(daemon.nodeId()), JsonNode.class)
                .path("ips")
                .path(0)
                .path("vote");
        return votes.findValuesAsText("node_id");
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
