package dev.pluginlb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.nginx.LiveWatch;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How what is live is brought to what is wanted, as the loop has it done. */
class DeploymentTest {

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
