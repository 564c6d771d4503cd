package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.cluster.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.params.SetParams;

class LeaseElectionTest extends OnRedis {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration TTL = Duration.ofMillis(400);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private Election a;
    private Election b;
    private Election c;

    @BeforeEach
    void candidates() {
        a = candidate("a");
        b = candidate("b");
        c = candidate("c");
    }

    @AfterEach
    void end() {
        Stream.of(a, b, c).forEach(Election::close);
    }

    @Test
    void ofThreeOneLeads() {
        Stream.of(a, b, c).forEach(Election::start);

        await().atMost(DEADLINE).pollInterval(POLL).until(() -> leaders().size() == 1);
        Instant end = Instant.now().plus(TTL.multipliedBy(3));
        await().atMost(DEADLINE).pollInterval(POLL).until(() -> {
            assertThat(leaders()).hasSizeLessThanOrEqualTo(1);
            return Instant.now().isAfter(end);
        });
        assertThat(leaders()).extracting(Leadership::term).containsExactly(1L);
    }

    @Test
    void aLeaderThatIsGoneIsFollowedWithinTimeToLivePlusInterval() {
        a.tick();
        b.start();
        Instant gone = Instant.now();

        await().atMost(DEADLINE).pollInterval(POLL).until(() -> b.leadership().isPresent());

        assertThat(Duration.between(gone, Instant.now()))
                .isBetween(TTL.dividedBy(2), TTL.plus(INTERVAL).plusMillis(400));
        assertThat(b.leadership().map(Leadership::term)).contains(2L);
    }

    @Test
    void aLeaderThatWasPausedStopsBelievingByItselfAndCanWriteNothing() {
        a.tick();
        Leadership old = a.leadership().orElseThrow();

        assertThat(a.leadership(Instant.now().plus(TTL))).isEmpty();

        b.start();
        await().atMost(DEADLINE).pollInterval(POLL).until(() -> b.leadership().isPresent());
        MainRegister register = new MainRegister(redis, KEYS);
        assertThat(register.replace(old, new MainRegister.Proposal(Optional.empty(), new NodeId("x"))))
                .isFalse();
        assertThat(redis.exists(KEYS.main())).isFalse();

        a.tick();
        assertThat(a.leadership()).as("it has learnt that another leads").isEmpty();
    }

    @Test
    void theSameControllerInALaterTermCannotActWithItsFormerOne() {
        a.tick();
        Leadership old = a.leadership().orElseThrow();
        leadIsOver();
        a.tick();

        assertThat(a.leadership().map(Leadership::term)).contains(2L);
        assertThat(new MainRegister(redis, KEYS)
                        .replace(old, new MainRegister.Proposal(Optional.empty(), new NodeId("x"))))
                .isFalse();
    }

    @Test
    void takingTheLeadAndLosingItIsCountedAndRenewingIsNot() {
        a.tick();
        a.tick();
        assertThat(a.changes()).isEqualTo(1);

        leadIsOver();
        b.tick();
        a.tick();
        assertThat(a.changes()).isEqualTo(2);
        assertThat(b.changes()).isEqualTo(1);
        assertThat(a.failures()).isZero();
    }

    @Test
    void renewingKeepsTheTerm() {
        a.start();
        await().atMost(DEADLINE).until(() -> a.leadership().isPresent());
        Instant end = Instant.now().plus(TTL.multipliedBy(3));

        await().atMost(DEADLINE).pollInterval(POLL).until(() -> Instant.now().isAfter(end));

        assertThat(a.leadership().map(Leadership::term)).contains(1L);
    }

    @Test
    void aLeaderThatClosesHandsOverAtOnceAndOnlyWhatIsItsOwn() throws InterruptedException {
        a.tick();
        assertThat(eventsOf(a::close)).containsExactly("leader");
        b.tick();
        assertThat(b.leadership().map(Leadership::term)).contains(2L);
        assertThat(a.leadership()).isEmpty();

        c.tick();
        c.close();
        assertThat(redis.get(KEYS.leader())).isEqualTo("b");
    }

    @Test
    void aRestartOfRedisThatForgetsAllIsANewElection() {
        a.tick();
        server.restart();

        await().atMost(DEADLINE).until(() -> {
            b.tick();
            return b.leadership().isPresent();
        });
        a.tick();

        assertThat(a.leadership()).isEmpty();
    }

    @Test
    void aRedisThatIsAwayEndsTheBelief() {
        a.start();
        await().atMost(DEADLINE).until(() -> a.leadership().isPresent());
        server.pause();
        try {
            await().atMost(DEADLINE)
                    .pollInterval(POLL)
                    .until(() -> a.leadership().isEmpty());
        } finally {
            server.resume();
        }
        await().atMost(DEADLINE).until(() -> a.leadership().isPresent());
    }

    @Test
    void whatNoControllerCanHaveWrittenDoesNotKeepEverybodyFromTheLead() {
        for (String key : List.of(KEYS.leader(), KEYS.term())) {
            server.flush();
            redis.hset(key, "not", "a string");
            a.tick();
            assertThat(a.leadership()).as(key).isPresent();
            leadIsOver();
        }
        redis.set(KEYS.term(), "9223372036854775807");
        a.tick();
        assertThat(a.leadership().map(Leadership::term)).contains(1L);

        redis.set(KEYS.leader(), "somebody, for ever");
        await().atMost(DEADLINE).pollInterval(POLL).until(() -> {
            b.tick();
            return b.leadership().isPresent();
        });
    }

    /** Nobody led for three years, and nobody said so. */
    @Test
    void aLeadThatIsToLastForYearsEndsSoon() {
        redis.set(
                KEYS.leader(),
                "somebody",
                SetParams.setParams().px(Duration.ofDays(1000).toMillis()));

        await().atMost(DEADLINE).pollInterval(POLL).until(() -> {
            a.tick();
            return a.leadership().isPresent();
        });
    }

    @Test
    void theLeadOfAControllerWithALongerTimeToLiveIsLeftToIt() {
        redis.set(
                KEYS.leader(),
                "patient",
                SetParams.setParams().px(Duration.ofSeconds(50).toMillis()));
        a.tick();

        assertThat(redis.pttl(KEYS.leader()))
                .isGreaterThan(Duration.ofSeconds(10).toMillis());
        assertThat(a.leadership()).isEmpty();
    }

    private List<Leadership> leaders() {
        return Stream.of(a, b, c)
                .flatMap(candidate -> candidate.leadership().stream())
                .toList();
    }

    private Election candidate(String id) {
        return new Election(redis, KEYS, new ControllerId(id), INTERVAL, TTL, Instant::now);
    }
}
