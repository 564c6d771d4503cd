package dev.pluginlb.control;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** It stayed "not running" for good, and the first later change could not be rolled back. */
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
}
