package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.testing.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

class RedisWatchTest {

    private static final Keys KEYS = new Keys("dify", "eu:");
    private static final String JOINS = "dify:cluster-new-node-channel";
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(10);

    private final RedisServer server = RedisServer.start();
    private final UnifiedJedis redis = RedisClient.builder()
            .hostAndPort(new HostAndPort(server.host(), server.port()))
            .build();
    private final List<ClusterReading> readings = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicReference<Optional<Leadership>> leading = new AtomicReference<>(Optional.empty());
    private final RedisWatch watch = new RedisWatch(redis, KEYS, new Junk(), leading::get, new RedisWatch.Listener() {
        @Override
        public void read(ClusterReading reading) {
            readings.add(reading);
        }

        @Override
        public void unreadable(String why) {
            failures.add(why);
        }
    });

    @BeforeEach
    void start() {
        watch.start();
        await().atMost(LONG).pollInterval(POLL).until(() -> subscribed() && !readings.isEmpty());
    }

    @AfterEach
    void end() {
        watch.close();
        redis.close();
        server.close();
    }

    @Test
    void aJoinThatIsAnnouncedIsReadAtOnce() {
        assertThat(delays(5)).as("announced, not waited for").anyMatch(delay -> delay.toMillis() < 300);
    }

    @Test
    void whatNobodyAnnouncesIsReadAllTheSame() {
        server.ask(jedis -> jedis.hset("dify:cluster-nodes-status-hash-map", "a", "{\"ips\":null,\"last_ping_at\":7}"));

        await().atMost(LONG).until(() -> knows("a"));
    }

    @Test
    void aSubscriptionThatIsCutOffIsMadeAgain() {
        server.ask(jedis -> jedis.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "pubsub"));

        await().atMost(LONG).pollInterval(POLL).until(this::subscribed);
        assertThat(delays(5)).anyMatch(delay -> delay.toMillis() < 300);
    }

    @Test
    void aRestartOfRedisIsSaidAndHealed() {
        server.stop();
        await().atMost(LONG).until(() -> !failures.isEmpty());
        assertThat(failures.get(0)).doesNotContain("null");
        assertThat(watch.failures()).isPositive();

        server.restart();

        await().atMost(LONG).pollInterval(POLL).until(this::subscribed);
        assertThat(delays(5)).anyMatch(delay -> delay.toMillis() < 300);
    }

    /** Whoever closes it has more to close: with Redis away, a daemon that was to be succeeded by another one stayed half closed. */
    @Test
    void itClosesAlsoWhileRedisIsAway() {
        await().atMost(LONG).pollInterval(POLL).until(this::subscribed);
        server.stop();
        await().atMost(LONG).until(() -> !failures.isEmpty());

        assertThatCode(watch::close).doesNotThrowAnyException();
    }

    @Test
    void aFlushIsReadAsEmpty() {
        server.ask(jedis -> jedis.hset("dify:cluster-nodes-status-hash-map", "a", "{\"ips\":null,\"last_ping_at\":7}"));
        await().atMost(LONG).until(() -> knows("a"));

        server.flush();

        await().atMost(LONG).until(() -> !knows("a"));
        assertThat(failures).isEmpty();
    }

    @Test
    void aProposalIsCarriedOutAndReadBack() {
        lead();
        watch.proposeMain(Optional.empty(), new NodeId("a"));

        await().atMost(LONG).until(() -> last().main().equals(Optional.of(new NodeId("a"))));
    }

    @Test
    void aProposalWaitsUntilThisControllerLeads() {
        watch.proposeMain(Optional.empty(), new NodeId("a"));
        int before = readings.size();
        await().atMost(LONG).until(() -> readings.size() > before + 2);
        assertThat(last().main()).isEmpty();

        leading.set(Optional.of(new Leadership(new ControllerId("me"), 7)));
        await().atMost(LONG).until(() -> readings.size() > before + 4);
        assertThat(last().main()).as("it only believes that it leads").isEmpty();

        lead();
        await().atMost(LONG).until(() -> last().main().equals(Optional.of(new NodeId("a"))));
    }

    /** Long after, when the node that was missing for a moment had come back, the next leader replaced it. */
    @Test
    void aProposalThatWasTakenBackIsNotCarriedOutByALaterLeader() {
        server.ask(jedis -> jedis.set("eu:pluginlb:main", "present"));
        watch.proposeMain(Optional.of(new NodeId("present")), new NodeId("a"));
        watch.withdrawMain();
        lead();
        int before = readings.size();
        watch.nudge();
        await().atMost(LONG).until(() -> readings.size() > before + 2);

        assertThat(last().main()).contains(new NodeId("present"));
    }

    @Test
    void aProposalForARegisterThatHasChangedIsForgotten() {
        watch.proposeMain(Optional.empty(), new NodeId("a"));
        server.ask(jedis -> jedis.set("eu:pluginlb:main", "b"));
        await().atMost(LONG).until(() -> last().main().equals(Optional.of(new NodeId("b"))));

        server.ask(jedis -> jedis.del("eu:pluginlb:main"));
        lead();

        int before = readings.size();
        await().atMost(LONG).until(() -> readings.size() > before + 2);
        assertThat(last().main()).isEmpty();
    }

    @Test
    void aRegisterThatCannotBeWrittenDoesNotMakeRedisUnreadable() {
        server.ask(jedis -> jedis.sadd("eu:pluginlb:main", "not a string"));
        int before = readings.size();
        lead();

        watch.proposeMain(Optional.empty(), new NodeId("a"));

        await().atMost(LONG).until(() -> readings.size() > before + 2);
        assertThat(failures).isEmpty();
    }

    @Test
    void aFloodOfAnnouncementsIsReadAtMostTwentyTimesASecondButForTheFirstFew() {
        int before = readings.size();
        Instant begun = Instant.now();
        server.ask(jedis -> {
            for (int i = 0; i < 20_000; i++) {
                jedis.publish(JOINS, "{}");
            }
            return true;
        });
        int read = readings.size() - before;
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;

        assertThat(read).isLessThanOrEqualTo((int) (seconds * 20) + 3 + 4);
    }

    /** How long each of some announced joins took to be read. */
    private List<Duration> delays(int joins) {
        return IntStream.range(0, joins)
                .mapToObj(i -> {
                    String id = "j" + i;
                    server.ask(jedis -> {
                        jedis.hset("dify:cluster-nodes-status-hash-map", id, "{\"ips\":null,\"last_ping_at\":7}");
                        return jedis.publish(JOINS, "{\"node_id\":\"" + id + "\"}");
                    });
                    Instant begun = Instant.now();
                    await().atMost(LONG).pollInterval(POLL).until(() -> knows(id));
                    return Duration.between(begun, Instant.now());
                })
                .toList();
    }

    private void lead() {
        leading.set(
                new LeaseRegister(redis, KEYS, new ControllerId("me"), Duration.ofMinutes(1)).take(Optional.empty()));
    }

    private boolean subscribed() {
        return server.ask(jedis -> jedis.pubsubNumSub(JOINS)).getOrDefault(JOINS, 0L) > 0;
    }

    private boolean knows(String id) {
        return last().registrations().heartbeats().stream()
                .anyMatch(heartbeat -> heartbeat.id().value().equals(id));
    }

    private ClusterReading last() {
        return readings.get(readings.size() - 1);
    }
}
