package dev.pluginlb.cluster;

import static dev.pluginlb.cluster.Story.addresses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which address a node has, of those it lists and those others list as well. */
class MembershipAddressesTest {

    private static final String A1 = "10.0.0.1:5002";
    private static final String A2 = "10.0.0.2:5002";

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
}
