package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.e2e.LeadJournal.Act;
import dev.pluginlb.e2e.LeadJournal.Lead;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Three controllers; the one that leads is hurt each time, in the midst of its work, and the main node with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaderFaultsTest {

    /** The three seconds that are promised, and two for a machine that also compiles. */
    private static final Duration ANOTHER_LEADS_WITHIN = Duration.ofSeconds(5);

    private static final int NODES = 3;

    private Cluster site;
    private LeadJournal journal;
    private List<Contender> contenders;

    @BeforeAll
    void startThree(@TempDir Path folder) {
        site = Cluster.in(folder).set("routing.policy", "two-tier");
        journal = LeadJournal.of(site.redis());
        for (int i = 0; i < NODES; i++) {
            site.join();
        }
        contenders = Stream.of("a", "b", "c")
                .map(name -> Contender.beside(site, name))
                .toList();
        contenders.forEach(contender -> contender.front().awaitServing(NODES));
    }

    @AfterAll
    void end() {
        contenders.forEach(Contender::close);
        journal.close();
        site.close();
    }

    @AfterEach
    void neverTwoActedAndAllAgreeAgain() {
        contenders.forEach(contender -> contender.front().awaitServing(NODES));
        for (Contender contender : contenders) {
            await().atMost(Cluster.DEADLINE)
                    .untilAsserted(() -> assertThat(contender.front().admin().liveEverywhere())
                            .containsAll(live()));
        }
        await().atMost(Cluster.DEADLINE)
                .untilAsserted(() ->
                        assertThat(contenders).allMatch(one -> masterOf(one).equals(redisLeader())));
        await().atMost(Cluster.DEADLINE)
                .untilAsserted(() -> assertThat(contenders.stream()
                                .filter(one -> one.front().admin().leads()))
                        .hasSize(1));
        assertThat(journal.violations()).isEmpty();
    }

    @Test
    void aLeaderThatIsKilledIsFollowed() {
        Contender leader = leader();
        Lead former = journal.lead();

        Instant fault = Instant.now();
        leader.process().kill();
        StandInDaemon main = closeMain();

        assertAnotherLeadsAndActs(former, fault);
        leader.startAgain();
        leader.awaitFollowing();
        site.restart(main);
    }

    @Test
    void aLeaderThatIsPausedInTheMidstOfAWriteIsFollowedAndDoesNoHarmWhenItWakes() {
        hurtInTheMidstOfAWrite(leader -> leader.process().pause(), leader -> {
            leader.wire().heal();
            leader.process().resume();
        });
    }

    @Test
    void aLeaderThatIsCutOffIsFollowedAndWhatArrivesFromItLateIsNotDone() {
        hurtInTheMidstOfAWrite(leader -> {}, leader -> {
            awaitTrue(() -> !leader.front().admin().leads());
            leader.wire().heal();
        });
    }

    /** Its wire is cut while it writes; what else is done to it, and how it is cured, is given. */
    private void hurtInTheMidstOfAWrite(Consumer<Contender> hurt, Consumer<Contender> cure) {
        Contender leader = leader();
        Lead former = journal.lead();

        Instant fault = leader.wire()
                .cutAt("EVAL", "node:status")
                .orTimeout(Cluster.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
        hurt.accept(leader);
        StandInDaemon main = closeMain();

        assertAnotherLeadsAndActs(former, fault);
        cure.accept(leader);
        assertFollowsAndWroteNothing(leader, former);
        site.restart(main);
    }

    private void assertAnotherLeadsAndActs(Lead former, Instant fault) {
        await().atMost(Cluster.DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> journal.following(former).isPresent());
        Duration took =
                Duration.between(fault, journal.following(former).orElseThrow().at());
        assertThat(took).isLessThanOrEqualTo(ANOTHER_LEADS_WITHIN);
        Lead next = journal.lead();
        awaitTrue(() -> actsOf(next).anyMatch(act -> act.what().startsWith("SET pluginlb:main")));
        awaitTrue(() -> actsOf(next).anyMatch(act -> act.what().startsWith("HSET node:status")));
    }

    private void assertFollowsAndWroteNothing(Contender leader, Lead former) {
        leader.awaitFollowing();
        awaitTrue(() -> journal.late().stream()
                .anyMatch(act -> act.claimed().equals(former) && act.what().contains("node:status")));
        assertThat(journal.lead()).isNotEqualTo(former);
        assertThat(journal.violations()).isEmpty();
    }

    /** What each of them serves. */
    private Set<String> live() {
        return contenders.stream()
                .map(contender -> contender.front().admin().live())
                .collect(Collectors.toSet());
    }

    private Stream<Act> actsOf(Lead lead) {
        return journal.acts().stream().filter(act -> act.claimed().equals(lead));
    }

    /** It leads and has agreed on a main node. */
    private Contender leader() {
        awaitTrue(() -> contenders.stream().anyMatch(one -> one.front().admin().leads())
                && site.nodes().stream().anyMatch(node -> node.nodeId().equals(main())));
        return contenders.stream()
                .filter(one -> one.front().admin().leads())
                .findFirst()
                .orElseThrow();
    }

    /** Now there is something to be done for a leader. */
    private StandInDaemon closeMain() {
        String agreed = main();
        StandInDaemon main = site.nodes().stream()
                .filter(node -> node.nodeId().equals(agreed))
                .findFirst()
                .orElseThrow();
        main.close();
        return main;
    }

    private String main() {
        return redis("pluginlb:main");
    }

    private String redisLeader() {
        return redis("pluginlb:leader");
    }

    private String redis(String key) {
        return site.redis().ask(jedis -> String.valueOf(jedis.get(key)));
    }

    private static String masterOf(Contender contender) {
        return contender.front().admin().master().path("master").path("id").asText();
    }

    private static void awaitTrue(Supplier<Boolean> condition) {
        await().atMost(Cluster.DEADLINE).ignoreExceptions().until(condition::get);
    }
}
