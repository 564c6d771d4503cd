package dev.pluginlb.cluster;

import static dev.pluginlb.cluster.Story.addresses;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final String A1 = "10.0.0.1:5002";
    private static final String A4 = "10.0.0.4:5002";
    private static final long HOUR = 3600;
    private static final String A2 = "10.0.0.2:5002";

    @Test
    void aNodeJoinsWithItsFirstGoodProbe() {
        Story story = Story.begin().healthy("a", A1).reads();
        assertThat(story.all()).containsExactly("a@10.0.0.1:5002=UNKNOWN");
        assertThat(story.membership.isSettled()).isFalse();

        story.probes();

        assertThat(story.up()).containsExactly("a@10.0.0.1:5002");
        assertThat(story.membership.isSettled()).isTrue();
        assertThat(story.snapshot().nodes().get(0).inFlight()).hasValue(3);
    }

    @Test
    void aNodeThatNeverAnsweredIsShownButNotUp() {
        Story story = Story.begin().registers("a", A1).passes(5);

        assertThat(story.all()).containsExactly("a@10.0.0.1:5002=UNKNOWN");
        assertThat(story.reason("a")).contains("refused");
    }

    @Test
    void aStaleNodeThatStillAnswersStays() {
        Story story = Story.begin().given(2).stalls("n1").passes(300);

        assertThat(story.up()).containsExactly("n1@10.0.0.1:5002", "n2@10.0.0.2:5002");
        assertThat(story.reason("n1")).contains("stale", "answers");
    }

    @Test
    void aNodeThatBeatsButDoesNotAnswerGoesAfterThreeProbes() {
        Story story = Story.begin().given(2).silent(A1).passes(2);
        assertThat(story.up()).hasSize(2);

        story.passes(1);

        assertThat(story.up()).containsExactly("n2@10.0.0.2:5002");
        assertThat(story.reason("n1")).contains("3 probes", "refused");
    }

    @Test
    void aStaleNodeGoesWithOneFailedProbe() {
        Story story = Story.begin().given(2).stalls("n1").passes(12).silent(A1);
        assertThat(story.up()).hasSize(2);

        story.passes(1);

        assertThat(story.up()).containsExactly("n2@10.0.0.2:5002");
    }

    @Test
    void aNodeThatIsBackNeedsTwoGoodProbes() {
        Story story = Story.begin().given(2).silent(A1).passes(5).answers(A1).passes(1);
        assertThat(story.up()).hasSize(1);

        assertThat(story.passes(1).up()).hasSize(2);
    }

    @Test
    void aRestartUnderANewIdIsOneNodeWithoutAGap() {
        Story story = Story.begin().given(2).stalls("n1").healthy("m1", A1).reads();
        assertThat(story.up()).containsExactly("m1@10.0.0.1:5002", "n2@10.0.0.2:5002");

        for (int second = 0; second < 30; second++) {
            assertThat(story.passes(1).all()).containsExactly("m1@10.0.0.1:5002=UP", "n2@10.0.0.2:5002=UP");
        }
        story.vanishes("n1").passes(1);
        assertThat(story.all()).containsExactly("m1@10.0.0.1:5002=UP", "n2@10.0.0.2:5002=UP");
    }

    @Test
    void aRestartThatTakesAWhileNeedsOneGoodProbeOnly() {
        Story story = Story.begin().given(2).stalls("n1").silent(A1).passes(4).healthy("m1", A1);

        assertThat(story.passes(1).up()).containsExactly("m1@10.0.0.1:5002", "n2@10.0.0.2:5002");
    }

    @Test
    void aPingThatStepsBackIsNoBeat() {
        Story story = Story.begin().given(2).stalls("n1");
        long ping = story.now().getEpochSecond();
        story.passes(8).pings("n1", ping - 4).passes(4);

        assertThat(story.reason("n1")).contains("stale");
    }

    /** Whoever lives there was shown as the dead one, with a stale heartbeat, for as many hours as its clock had been ahead. */
    @Test
    void aDeadPredecessorWhoseClockWasAheadIsNotTakenForTheOneThatLivesAfterARestartOfOurs() {
        Story story =
                Story.begin().clockOf("ahead", 3 * HOUR).healthy("ahead", A1).passes(2);
        story.stalls("ahead").healthy("right", A1).passes(2);
        assertThat(story.up()).containsExactly("right@" + A1);

        assertThat(story.controllerRestarts().passes(2).up()).containsExactly("right@" + A1);
        assertThat(story.reason("right")).isEqualTo("answers");
        assertThat(story.passes(15).reason("right")).isEqualTo("answers");
    }

    /** A vote of a third daemon writes the whole entry of who has died meanwhile. */
    @Test
    void aDeadPredecessorWhoseEntryComesBackIsNotTakenForTheOneThatLivesForLong() {
        Story story = Story.begin().healthy("dead", A1).passes(2);
        story.vanishes("dead").healthy("alive", A1).passes(2);

        story.registers("dead", A1).passes(12);

        assertThat(story.up()).containsExactly("alive@" + A1);
        assertThat(story.reason("alive")).isEqualTo("answers");
    }

    /** It came and went every ten seconds. */
    @Test
    void aNodeWhoseClockIsLateStaysThoughTheDaemonsMasterTakesItOutAgainAndAgain() {
        Story story = Story.begin()
                .given(3)
                .clockOf("late", -3 * HOUR)
                .healthy("late", A4)
                .passes(2);

        for (int i = 0; i < 5; i++) {
            assertThat(story.vanishes("late").passes(1).up()).contains("late@" + A4);
            assertThat(story.registers("late", A4).beats("late").passes(5).up()).contains("late@" + A4);
        }
    }

    /** Beside it all others seemed late, and stayed when they were taken out on purpose. */
    @Test
    void aNodeThatIsTakenOutLeavesAtOnceAlsoBesideOneWhoseClockIsAhead() {
        Story story = Story.begin()
                .given(3)
                .clockOf("ahead", 3 * HOUR)
                .healthy("ahead", A4)
                .passes(2);

        assertThat(story.vanishes("n1").passes(1).up()).noneMatch(node -> node.startsWith("n1@"));
    }

    @Test
    void freshnessNeedsNoClockInCommon() {
        Story story = Story.begin().healthy("a", A1);
        for (int second = 0; second < 30; second++) {
            story.pings("a", second).stalls("a").passes(1);
        }

        assertThat(story.reason("a")).isEqualTo("answers");
    }

    @Test
    void anOutageOfTheRegistryAgesNobody() {
        Story story =
                Story.begin().given(2).passes(2).stalls("n1", "n2").outage(3600).reads();

        assertThat(story.snapshot().nodes())
                .allMatch(node -> node.heartbeatAge().orElseThrow().compareTo(Duration.ofSeconds(4)) < 0)
                .allMatch(node -> node.reason().equals("answers"));
    }

    @Test
    void aSourceThatCannotBeReadDropsNobody() {
        Story story = Story.begin()
                .given(3)
                .registers(Source.STATUS, "s", "10.0.1.1:5002")
                .answers("10.0.1.1:5002")
                .passes(2)
                .unreadable(Source.DAEMON)
                .passes(60);

        assertThat(story.up()).hasSize(4);
    }

    @Test
    void aStaticNodeIsJudgedByProbesAlone() {
        Story story =
                Story.begin().registers(Source.STATIC, "s", A1).answers(A1).passes(60);
        assertThat(story.reason("s")).isEqualTo("answers");
        assertThat(story.snapshot().nodes().get(0).heartbeatAge()).isEmpty();

        assertThat(story.silent(A1).passes(2).up()).hasSize(1);
        assertThat(story.passes(1).up()).isEmpty();
        assertThat(story.passes(60).answers(A1).passes(2).up()).hasSize(1);
    }

    @Test
    void ofTwoSourcesUnderOneIdTheOperatorsCounts() {
        Heartbeat status = new Heartbeat(new NodeId("a"), Source.STATUS, addresses(A2), 1, 7);
        Heartbeat daemon = new Heartbeat(new NodeId("a"), Source.DAEMON, addresses(A1), 1, 100);

        for (List<Heartbeat> order : List.of(List.of(status, daemon), List.of(daemon, status))) {
            Story story = Story.begin().answers(A1, A2).reads(order).probes();

            assertThat(story.up()).containsExactly("a@10.0.0.2:5002");
            assertThat(story.snapshot().nodes().get(0).weight()).isEqualTo(7);
        }
    }

    @Test
    void entriesThatNeverExpireAreNeitherShownNorProbedForEver() {
        Story story = Story.begin().given(1);
        for (int i = 0; i < 500; i++) {
            story.registers("dead" + i, "10.1." + i / 250 + "." + i % 250 + ":5002");
        }

        story.passes(12);

        assertThat(story.all()).containsExactly("n1@10.0.0.1:5002=UP");
        assertThat(story.membership.probeTargets()).isEqualTo(Set.copyOf(addresses(A1)));
    }

    @Test
    void aNodeThatDiedButKeepsItsEntryIsShownDownForAWhileAndNoLonger() {
        Story story = Story.begin().given(2).stalls("n1").silent(A1).passes(20);
        assertThat(story.all()).contains("n1@10.0.0.1:5002=DOWN");
        assertThat(story.membership.probeTargets()).isEqualTo(Set.copyOf(addresses(A2)));

        assertThat(story.passes(100).all()).containsExactly("n2@10.0.0.2:5002=UP");
    }

    @Test
    void aDeadNodeThatBeatsAgainIsProbedAgain() {
        Story story = Story.begin().given(2).stalls("n1").silent(A1).passes(200);

        assertThat(story.beats("n1").answers(A1).passes(3).up()).hasSize(2);
    }

    @Test
    void restoredNodesAreUpUntilProbesSayOtherwise() {
        Story story = Story.begin();
        story.membership.restore(List.of(heartbeat("a", A1), heartbeat("b", A2)), story.now());
        assertThat(story.up()).containsExactly("a@10.0.0.1:5002", "b@10.0.0.2:5002");

        story.answers(A1).probes().probes().probes();

        assertThat(story.up()).containsExactly("a@10.0.0.1:5002");
    }

    @Test
    void restoredNodesSurviveAnEmptyRegistryWhileTheyAnswer() {
        Story story = Story.begin().answers(A1);
        story.membership.restore(List.of(heartbeat("a", A1)), story.now());

        assertThat(story.passes(60).up()).containsExactly("a@10.0.0.1:5002");
    }

    @Test
    void aRestoredNodeThatRegisteredUnderANewIdMeanwhileIsOneNode() {
        Story story = Story.begin();
        story.membership.restore(List.of(heartbeat("a", A1)), story.now());

        story.healthy("b", A1).reads();

        assertThat(story.up()).containsExactly("b@10.0.0.1:5002");
    }

    private static Heartbeat heartbeat(String id, String address) {
        return new Heartbeat(new NodeId(id), Source.DAEMON, addresses(address), 0, 100);
    }

    /** An entry that nobody renews any more was shown as just renewed by a controller that had just started. */
    @Test
    void whatWasNeverSeenToBeatIsAsOldAsItSays() {
        Story story = Story.begin().registers("dead", "10.0.0.1:5002");
        story.outage(3600).reads().probes();

        assertThat(age(story)).isEqualTo(Duration.ofHours(1));
        story.beats("dead").passes(2);
        assertThat(age(story)).isLessThan(Duration.ofSeconds(2));
    }

    /** It was shown as 0 ms old, all the time. */
    @Test
    void aHeartbeatGrowsOldWhileTheRegistryCannotBeRead() {
        Story story = Story.begin().given(1).passes(3);

        assertThat(age(story.outage(60))).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    private static Duration age(Story story) {
        return story.snapshot().nodes().get(0).heartbeatAge().orElseThrow();
    }
}
