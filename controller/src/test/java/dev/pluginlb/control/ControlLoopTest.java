package dev.pluginlb.control;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.nginx.LiveWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlLoopTest {

    @Test
    void theFirstViewIsAwaitedSoTheFirstConfigHasAllNodes() {
        Given given = Given.nodes(3).turns(0).turns(100);
        assertThat(given.attempts()).isZero();

        given.passes(1);

        assertThat(given.attempts()).isEqualTo(1);
        assertThat(given.last().text()).contains("10.0.0.1:5002", "10.0.0.2:5002", "10.0.0.3:5002");
    }

    @Test
    void withoutAnyNodeThereIsAConfigAfterTwoSecondsSoThatNginxCanServeAnError() {
        Given given = Given.nodes(0).turns(0).turns(1900);
        assertThat(given.attempts()).isZero();

        assertThat(given.turns(200).turns(300).attempts()).isEqualTo(1);
        assertThat(given.last().text()).contains("server 127.0.0.1:1 down;");
    }

    @Test
    void anEmptyPlanNeverReplacesARelease() {
        Given given = Given.nodes(0);
        given.effects.hasRelease = true;

        assertThat(given.passes(30).attempts()).isZero();
        assertThat(given.state().reasons()).contains("no node is known yet");
    }

    @Test
    void nothingIsAppliedTwiceWhileNothingChanges() {
        assertThat(Given.live(3).passes(120).attempts()).isEqualTo(1);
    }

    @Test
    void anUnchangedClusterOfManyNodesIsRenderedOnce() {
        Given given = Given.nodes(1000);
        given.effects.choosePerRequest();
        given.passes(3);
        int rendered = given.effects.rendered;

        assertThat(given.passes(20).effects.rendered).isEqualTo(rendered).isEqualTo(2);
    }

    @Test
    void aNodeThatJoinsIsAppliedAndOneThatDiesToo() {
        Given given = Given.live(2).grows(3).passes(2);
        assertThat(given.last().text()).contains("10.0.0.3:5002");
        given.ends(Result.PROVEN);

        given.silent(1).passes(4);

        assertThat(given.attempts()).isEqualTo(3);
        assertThat(given.last().text()).doesNotContain("10.0.0.1:5002");
        assertThat(given.ends(Result.PROVEN).state().history())
                .extracting(ReleaseRecord::reason)
                .containsExactly("-10.0.0.1:5002", "+10.0.0.3:5002", "first config of this run");
    }

    @Test
    void aFailedAttemptIsNotForgottenButTriedAgainMoreAndMoreRarely() {
        Given given = Given.nodes(1).passes(1);
        for (int failure = 1; failure <= 6; failure++) {
            given.ends(Result.NOT_LIVE);
            assertThat(given.state().deployment().waitingFor()).contains("failed " + failure + " time");
            int waited = 0;
            while (given.attempts() == failure) {
                given.turns(100);
                waited++;
            }
            assertThat(waited / 10.0).isBetween(Math.min(15, 1 << (failure - 1)) - 0.2, 16.0);
        }
        assertThat(given.ends(Result.PROVEN).state().deployment().proven()).isTrue();
        assertThat(given.passes(60).attempts()).isEqualTo(7);
    }

    @Test
    void aLiveVersionThatIsLostIsAppliedAgainAfterThreeMisses() {
        Given given = Given.live(2).passes(10);
        String version = given.last().version();

        given.looks(version, version);
        assertThat(given.attempts()).isEqualTo(1);
        given.looks("0000000000000000", version).turns(500);

        assertThat(given.attempts()).isEqualTo(2);
        assertThat(given.last().version()).isEqualTo(version);
    }

    @Test
    void aHandOnTheLinkIsNoticedBeforeTheNextStartOfNginxReadsIt() {
        Given given = Given.live(2).passes(10);

        given.looks(given.last().version(), "0000000000000000").turns(500);

        assertThat(given.attempts()).isEqualTo(2);
    }

    @Test
    void whatIsAlreadyLiveAfterARestartIsNotAppliedAgain() {
        String version = Given.live(2).last().version();
        Given restarted = Given.nodes(2);
        restarted.effects.hasRelease = true;

        restarted.gets(look(version)).passes(60);

        assertThat(restarted.attempts()).isZero();
        assertThat(restarted.state().deployment().proven()).isTrue();
        assertThat(restarted.grows(3).passes(3).attempts()).isEqualTo(1);
    }

    /** It stayed "not running" for good, and the first later change could not be rolled back. */
    @Test
    void aReleaseThatNginxIsStartedWithLaterIsProvenOnceSeenAndCanBeGoneBackTo() {
        Given given = Given.nodes(2).passes(1).ends(Result.NOT_RUNNING);
        String first = given.last().version();

        given.looks(first, first);

        assertThat(given.attempts()).isEqualTo(1);
        assertThat(given.state().history())
                .extracting(ReleaseRecord::version, ReleaseRecord::result, ReleaseRecord::reason)
                .containsExactly(
                        tuple(first, Result.PROVEN, "first config of this run; Nginx was started with it"),
                        tuple(first, Result.NOT_RUNNING, "first config of this run"));
        given.grows(3).passes(3).ends(Result.PROVEN);
        assertThat(StepBack.from(given.last().version(), given.state().history()))
                .containsExactly(first);
    }

    @Test
    void whatTheHistoryKnowsAsProvenIsNoNewsWhenItIsSeenAgain() {
        Given given = Given.live(2);
        Given restarted = Given.nodes(2);
        restarted.loop.restore(KnownCluster.NONE, given.state().history(), Optional.empty(), restarted.now());

        restarted.gets(look(given.last().version())).passes(10);

        assertThat(restarted.state().deployment().proven()).isTrue();
        assertThat(restarted.state().history()).isEqualTo(given.state().history());
    }

    @Test
    void whatAnAttemptProvedIsLiveBeforeTheNextLook() {
        Given given = Given.live(2);

        assertThat(given.state().deployment().live()).contains(given.last().version());
    }

    @Test
    void aBrokenTemplateKeepsTheLastConfigAndIsTriedAgain(@TempDir Path overrides) throws IOException {
        Given given =
                Given.with("round-robin", 2, Optional.of(overrides)).passes(1).ends(Result.PROVEN);
        Path template = Files.writeString(overrides.resolve("control.conf.ftl"), "<#if>");

        given.gets(new Input.Reload(new CompletableFuture<>())).turns(1);
        given.grows(3).passes(10);

        assertThat(given.last().text()).doesNotContain("10.0.0.3:5002");
        assertThat(given.state().reasons()).anyMatch(reason -> reason.contains("control.conf.ftl:1"));

        Files.writeString(template, "# mended ${version}\n");
        CompletableFuture<ApplyOutcome> wish = new CompletableFuture<>();
        given.gets(new Input.Reload(wish)).turns(1);
        assertThat(given.last().text()).contains("# mended", "10.0.0.3:5002");
        assertThat(given.ends(Result.PROVEN).state().reasons()).isEmpty();
    }

    @Test
    void anUnreadableRedisKeepsThePlan() {
        Given given = Given.live(3).unreadable().passes(600);

        assertThat(given.attempts()).isEqualTo(1);
        assertThat(given.state().plan().all().servers()).hasSize(3);
        assertThat(given.state().cluster().freshness().live()).isFalse();
        assertThat(given.state().reasons()).anyMatch(reason -> reason.contains("Redis is unreadable: refused"));
        assertThat(given.readable().passes(1).state().cluster().freshness().live())
                .isTrue();
    }

    @Test
    void thatNoNodeIsRegisteredAnyMoreIsAFaultThatNamesWhereTheyWereLookedFor() {
        Given given = Given.live(3).grows(0).passes(15);
        assertThat(given.state().faults()).isEmpty();

        given.passes(10);

        assertThat(given.state().plan().all().servers()).hasSize(3);
        assertThat(given.state().faults())
                .singleElement()
                .asString()
                .startsWith("no node is registered in Redis any more, neither in dify:nodes nor in cluster:status: ")
                .contains("new ones are not seen", "redis.key-prefix", "pluginlb check");
        assertThat(given.grows(3).passes(1).state().faults()).isEmpty();
    }

    @Test
    void aNodeThatDiesWhileRedisIsUnreadableGoesAllTheSame() {
        assertThat(Given.live(3)
                        .unreadable()
                        .passes(10)
                        .silent(2)
                        .passes(5)
                        .last()
                        .text())
                .doesNotContain("10.0.0.2:5002");
    }

    @Test
    void anAttemptUnderWayDoesNotHoldUpTheLoopAndChangesAreAppliedAfterIt() {
        Given given = Given.nodes(2).passes(1).grows(3).passes(20);
        assertThat(given.attempts()).isEqualTo(1);
        assertThat(given.state().plan().all().servers()).hasSize(3);
        assertThat(given.state().deployment().waitingFor()).startsWith("applying");

        given.grows(4).passes(2).ends(Result.PROVEN).passes(1);

        assertThat(given.attempts()).isEqualTo(2);
        assertThat(given.last().text()).contains("10.0.0.4:5002");
    }

    @Test
    void aChangeThatGoesBackBeforeItIsAppliedCostsNothing() {
        Given given = Given.live(3).draining(8).grows(4).passes(5);
        assertThat(given.state().deployment().proven()).isFalse();

        given.grows(3).passes(1).draining(0).passes(20);

        assertThat(given.attempts()).isEqualTo(1);
        assertThat(given.state().deployment().proven()).isTrue();
    }

    @Test
    void manyDrainingWorkersPutOffAllButADeparture() {
        Given given = Given.live(3).draining(8).grows(4).passes(20);
        assertThat(given.attempts()).isEqualTo(1);
        assertThat(given.state().deployment().waitingFor()).contains("old workers");

        given.silent(1).passes(4);

        assertThat(given.attempts()).isEqualTo(2);
    }

    @Test
    void manyChangesCostFewReloadsAndTheLastIsApplied() {
        Given given = Given.live(1).passes(20);
        for (int nodes = 2; nodes <= 60; nodes++) {
            int before = given.attempts();
            given.grows(nodes).passes(1);
            if (given.attempts() > before) {
                given.ends(Result.PROVEN);
            }
        }
        given.passes(7);

        assertThat(given.attempts()).isLessThanOrEqualTo(1 + 2 + 60 / 5 + 1);
        assertThat(given.last().text()).contains("10.0.0.60:5002");
    }

    @Test
    void whatServesIsRememberedForARestartWithoutRedis() {
        Given given = Given.live(3);
        KnownCluster known = given.effects.remembered.get(given.effects.remembered.size() - 1);
        assertThat(known.heartbeats()).hasSize(3);
        assertThat(known.main()).contains(address(1));

        Given restarted = Given.nodes(0).unreadable();
        restarted.loop.restore(known, List.of(), Optional.empty(), restarted.now());
        restarted.passes(3);

        assertThat(restarted.last().text()).contains("10.0.0.1:5002", "10.0.0.2:5002", "10.0.0.3:5002");
    }

    @Test
    void thoseThatTheFloorKeepsAreRememberedToo() {
        Given given = Given.live(4).silent(1, 2, 3, 4).passes(10);
        assertThat(given.state().plan().all().servers()).hasSize(2);

        KnownCluster known = given.effects.remembered.get(given.effects.remembered.size() - 1);

        assertThat(known.heartbeats()).flatExtracting(Heartbeat::addresses).hasSize(2);
    }

    @Test
    void restoredHeartbeatsAreNoProofOfTheRegistry() {
        Given given = Given.nodes(2);
        given.loop.restore(
                new KnownCluster(
                        List.of(new Heartbeat(new NodeId("gone"), Source.DAEMON, List.of(address(9)), 0, 100)),
                        Optional.empty(),
                        Map.of()),
                List.of(),
                Optional.empty(),
                given.now());

        given.silent(9).passes(6);

        assertThat(given.state().cluster().up()).hasSize(2);
    }

    /** Its workers serve what is wanted, and no later config would ever reach them. */
    @Test
    void anNginxThatServesWhatIsWantedButTakesNothingMoreIsNotWellAndIsTriedAgain() {
        Given given = Given.live(2);
        String version = given.last().version();

        given.hindered("its master was killed");

        assertThat(given.attempts()).isEqualTo(2);
        given.ends(Result.NOT_RUNNING).hindered("its master was killed");
        assertThat(given.state().deployment().proven()).isFalse();
        assertThat(given.state().deployment().waitingFor()).contains("failed 1 time: words");

        given.ends(Result.NOT_RUNNING).looks(version, version);
        assertThat(given.state().deployment().proven()).isTrue();
        assertThat(given.state().deployment().waitingFor()).isEmpty();
    }

    private static Input look(String version) {
        return new Input.Looked(new LiveWatch.Look(
                Given.BEGIN.plusMillis(50), Optional.of(version), Optional.of(version), Set.of(), Optional.empty()));
    }
}
