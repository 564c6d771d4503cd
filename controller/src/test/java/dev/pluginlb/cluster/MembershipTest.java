package dev.pluginlb.cluster;

import static dev.pluginlb.cluster.Story.addresses;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final String A1 = "10.0.0.1:5002";
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
    void anEntryThatIsTakenOutWhileFreshLeavesAtOnce() {
        Story story = Story.begin().given(3).vanishes("n1").reads();

        assertThat(story.all()).containsExactly("n2@10.0.0.2:5002=UP", "n3@10.0.0.3:5002=UP");
    }

    @Test
    void aStalledNodeWhoseEntryWasCollectedStaysWhileItAnswers() {
        Story story =
                Story.begin().given(3).stalls("n1").passes(11).vanishes("n1").passes(60);

        assertThat(story.up()).hasSize(3);
        assertThat(story.reason("n1")).contains("no longer registered", "answers");
    }

    @Test
    void aCollectedNodeGoesWithItsFirstFailedProbe() {
        Story story =
                Story.begin().given(3).stalls("n1").passes(11).vanishes("n1").passes(5);

        assertThat(story.silent(A1).passes(1).up()).containsExactly("n2@10.0.0.2:5002", "n3@10.0.0.3:5002");
    }

    @Test
    void aNodeThatIsNotRegisteredForTenTimeOutsIsForgotten() {
        Story story =
                Story.begin().given(3).stalls("n1").passes(11).vanishes("n1").passes(102);

        assertThat(story.all()).containsExactly("n2@10.0.0.2:5002=UP", "n3@10.0.0.3:5002=UP");
    }

    @Test
    void aFlushedRegistryDropsNobodyThatAnswers() {
        Story story = Story.begin().given(4).flushed().passes(60);

        assertThat(story.up()).hasSize(4);
    }

    @Test
    void aRegistryThatStaysEmptyForgetsNobodyThatAnswers() {
        Story story = Story.begin().given(4).flushed().passes(600);

        assertThat(story.up()).hasSize(4);
        assertThat(story.silent(A1).passes(3).up()).hasSize(3);
    }

    @Test
    void aSoleNodeWhoseEntryVanishesStaysWhileItAnswers() {
        Story story = Story.begin().given(1).flushed().passes(60);

        assertThat(story.up()).containsExactly("n1@10.0.0.1:5002");
        assertThat(story.silent(A1).passes(3).up()).isEmpty();
    }

    @Test
    void whenMostEntriesVanishTogetherThoseThatAnswerStay() {
        Story story = Story.begin().given(5).vanishes("n1", "n2", "n3").passes(15);

        assertThat(story.up()).hasSize(5);
    }

    @Test
    void entriesThatVanishOneAfterTheOtherRightAfterAFlushProveNothing() {
        Story story = Story.begin()
                .given(5)
                .vanishes("n1", "n2", "n3")
                .passes(2)
                .vanishes("n4")
                .passes(1);

        assertThat(story.up()).hasSize(5);
    }

    @Test
    void nodesThatRegisterAgainAfterAFlushGoOnAsBefore() {
        Story story = Story.begin().given(2).flushed().passes(3);
        story.registers("n1", A1).registers("n2", A2).passes(120);

        assertThat(story.up()).hasSize(2);
        assertThat(story.reason("n1")).isEqualTo("answers");
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
    void ofTwoEntriesAtOneAddressAtTheFirstReadingTheNewerPingWins() {
        Story story =
                Story.begin().registers("old", A1).outage(3).healthy("new", A1).passes(1);

        assertThat(story.all()).containsExactly("new@10.0.0.1:5002=UP");
    }

    @Test
    void aBridgeAddressOfSeveralNodesIdentifiesNobody() {
        String bridge = "172.17.0.1:5002";
        Story story =
                Story.begin().healthy("a", bridge, A1).healthy("b", bridge, A2).passes(10);

        assertThat(story.up()).containsExactly("a@10.0.0.1:5002", "b@10.0.0.2:5002");
        assertThat(story.membership.probeTargets()).isEqualTo(Set.copyOf(addresses(A1, A2)));
    }

    @Test
    void aBridgeAddressIdentifiesNobodyEvenIfOneNodeHadItFirst() {
        String bridge = "172.17.0.1:5002";
        Story story = Story.begin().healthy("a", bridge, A1).passes(20);
        assertThat(story.up()).containsExactly("a@172.17.0.1:5002");

        story.healthy("b", bridge, A2);

        for (int second = 0; second < 20; second++) {
            assertThat(story.passes(1).up()).contains("b@10.0.0.2:5002").anyMatch(node -> node.startsWith("a@"));
        }
        assertThat(story.up()).containsExactly("a@10.0.0.1:5002", "b@10.0.0.2:5002");
    }

    @Test
    void aBridgeAddressThatOnlyAnswersForAnotherNodeIsNobodysAfterAllAreTried() {
        String bridge = "172.17.0.1:5002";
        Story story = Story.begin()
                .healthy("a", bridge, A1)
                .passes(2)
                .registers("b", bridge, A2)
                .beats("b")
                .passes(20);

        assertThat(story.up()).containsExactly("a@10.0.0.1:5002");
    }

    /** Its own address stood under two ids, so the bridge address won for the ten seconds until the old entry was stale. */
    @Test
    void aNodeThatRestartsStaysAtItsOwnAddressWhateverBridgeItListsFirst() {
        String bridge = "172.17.0.1:5002";
        Story story =
                Story.begin().healthy("a", bridge, A1).healthy("b", bridge, A2).passes(20);

        story.stalls("a").healthy("a2", bridge, A1);

        for (int second = 0; second < 20; second++) {
            assertThat(story.passes(1).up()).containsExactly("a2@10.0.0.1:5002", "b@10.0.0.2:5002");
        }
    }

    /** Thousands of them were each asked every second for the first ten. */
    @Test
    void aLeftoverThatStoodThereBeforeWeCameIsAskedOnce() {
        Story story = Story.begin().registers("old", A1).healthy("n2", A2).reads();
        assertThat(story.membership.probeTargets()).contains(addresses(A1, A2).get(0));

        story.stalls("old").silent(A1).passes(2);

        assertThat(story.membership.probeTargets()).isEqualTo(Set.copyOf(addresses(A2)));
    }

    @Test
    void aPingThatStepsBackIsNoBeat() {
        Story story = Story.begin().given(2).stalls("n1");
        long ping = story.now().getEpochSecond();
        story.passes(8).pings("n1", ping - 4).passes(4);

        assertThat(story.reason("n1")).contains("stale");
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
        Story story = Story.begin().given(2).stalls("n1", "n2").outage(3600).reads();

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

    @Test
    void aSlowBetterAddressIsWaitedFor() {
        Story story = Story.begin().healthy("a", A1, A2).reads().probes(Address.parse(A2));
        assertThat(story.up()).isEmpty();

        assertThat(story.probes(Address.parse(A1)).up()).containsExactly("a@10.0.0.1:5002");
    }

    @Test
    void aWorseAddressServesWhenTheBetterOneDoesNotAnswer() {
        Story story =
                Story.begin().registers("a", A1, A2).beats("a").answers(A2).passes(1);
        assertThat(story.up()).containsExactly("a@10.0.0.2:5002");

        assertThat(story.answers(A1).passes(30).up())
                .as("no flapping once one answers")
                .containsExactly("a@10.0.0.2:5002");
        assertThat(story.silent(A2).passes(4).up()).containsExactly("a@10.0.0.1:5002");
    }

    @Test
    void preferredAndExcludedAddressesAreHeeded() {
        AddressRules rules = new AddressRules(
                List.of(Cidr.parse("192.168.0.0/16")), List.of(Cidr.parse("172.16.0.0/12")), Rewrites.NONE);
        Story story = Story.with(rules)
                .healthy("a", "172.17.0.1:5002", A1, "192.168.0.1:5002")
                .healthy("b", "172.17.0.1:5002")
                .passes(1);

        assertThat(story.all()).containsExactly("a@192.168.0.1:5002=UP");
    }

    @Test
    void aNodeThatMovesIsFollowed() {
        Story story = Story.begin().given(2).healthy("n1", "10.0.0.9:5002").passes(1);

        assertThat(story.up()).containsExactly("n2@10.0.0.2:5002", "n1@10.0.0.9:5002");
    }

    @Test
    void aLateProbeOfAnAddressThatNobodyClaimsIsIgnored() {
        Story story = Story.begin().given(3).vanishes("n1").reads().probes(Address.parse(A1));

        assertThat(story.all()).hasSize(2);
    }

    @Test
    void tenThousandThatComeAndGoLeaveNothingBehind() {
        Story story = Story.begin().given(2);
        for (int i = 0; i < 10_000; i++) {
            String address = "10.1." + i / 250 + "." + (i % 250 + 1) + ":5002";
            story.healthy("x" + i, address).passes(1).vanishes("x" + i).silent(address);
        }
        story.passes(1);

        assertThat(story.up()).hasSize(2);
        assertThat(story.membership.remembered()).isEqualTo(2);
    }

    @Test
    void aRegistryThatIsFlushedAgainAndAgainCostsNoMemory() {
        Story story = Story.begin();
        for (int i = 0; i < 1_000; i++) {
            String address = "10.1." + i / 250 + "." + (i % 250 + 1) + ":5002";
            story.flushed().passes(1).healthy("x" + i, address).passes(1).silent(address);
        }

        assertThat(story.membership.remembered()).isLessThan(110);
    }

    private static Heartbeat heartbeat(String id, String address) {
        return new Heartbeat(new NodeId(id), Source.DAEMON, addresses(address), 0, 100);
    }
}
