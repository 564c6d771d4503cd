package dev.pluginlb.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever may write to the registry can register as many nodes, with as many addresses, as he likes. */
class MembershipRoomTest {

    private static final int FLOOD = 8000;

    private final Story story = Story.begin().given(3);

    @Test
    void thoseWhoComeAfterTwoThousandAreTurnedAwayAndCounted() {
        flood();
        story.passes(1);

        assertThat(story.membership.turnedAway()).isEqualTo(FLOOD + 3 - Membership.MOST_NODES);
        assertThat(story.membership.remembered()).isEqualTo(Membership.MOST_NODES);
        assertThat(story.up()).containsExactly("n1@10.0.0.1:5002", "n2@10.0.0.2:5002", "n3@10.0.0.3:5002");
    }

    @Test
    void thereIsRoomAgainWhenOthersHaveLeft() {
        flood();
        story.passes(1);
        IntStream.range(0, FLOOD).forEach(i -> story.vanishes("flood" + i));
        story.healthy("late", "10.0.0.9:5002").passes(40);

        assertThat(story.membership.turnedAway()).isZero();
        assertThat(story.up()).contains("late@10.0.0.9:5002");
    }

    @Test
    void nodesThatTheOperatorHasListedAreTakenAllTheSame() {
        flood();
        story.passes(1);
        story.registers(Source.STATIC, "listed", "10.0.0.9:5002")
                .answers("10.0.0.9:5002")
                .passes(1);

        assertThat(story.up()).contains("listed@10.0.0.9:5002");
    }

    @Test
    void whoNamesTenThousandAddressesKeepsNobodyElseFromBeingProbed() {
        story.registers(
                        "evil",
                        IntStream.range(0, 10_000)
                                .mapToObj(i -> "10.1.%d.%d:5002".formatted(i / 250, i % 250))
                                .toArray(String[]::new))
                .beats("evil")
                .registers("late", "10.0.0.9:5002")
                .reads();

        assertThat(story.membership.probeTargets())
                .hasSize(Aim.MOST)
                .containsAll(addresses("10.0.0.1:5002", "10.0.0.2:5002", "10.0.0.3:5002", "10.0.0.9:5002"));
    }

    /** The newest claimant owned all that it named, though it can stand at one only: the others were left with none. */
    @Test
    void whoNamesTheAddressesOfAllTakesThePlaceOfOneAtMost() {
        story.healthy("one", "10.0.0.1:5002")
                .healthy("two", "10.0.0.2:5002")
                .healthy("three", "10.0.0.3:5002", "10.0.9.3:5002")
                .passes(5);

        story.registers("junk", "10.9.9.9:5002", "10.0.0.1:5002", "10.0.0.2:5002", "10.0.0.3:5002", "10.0.9.3:5002")
                .beats("junk");
        for (int second = 0; second < 60; second++) {
            assertThat(story.passes(1).up().stream()
                            .map(node -> node.replaceAll(".*@10.0...", ""))
                            .distinct())
                    .as("at second " + second)
                    .containsExactlyInAnyOrder("1:5002", "2:5002", "3:5002");
        }
    }

    /** The first four thousand were asked again and again, and a fifth address of a living node never. */
    @Test
    void whoWasNotAskedYetComesBeforeThoseWhoDidNotAnswer() {
        for (int i = 0; i < Membership.MOST_NODES - 10; i++) {
            String junk = "10.%%d.%d.%d:5002".formatted(i / 250, i % 250);
            story.registers("junk" + i, junk.formatted(3), junk.formatted(4), junk.formatted(5))
                    .beats("junk" + i);
        }
        story.registers("late", "10.9.0.1:5002", "10.9.0.2:5002", "10.9.0.3:5002", "10.9.0.4:5002", "10.9.0.5:5002")
                .beats("late")
                .answers("10.9.0.5:5002");

        story.passes(3);

        assertThat(story.up()).contains("late@10.9.0.5:5002");
    }

    /** The first two thousand were there for ever, although none of them ever answered. */
    @Test
    void whoNeverAnsweredGivesWayToWhoCameLater() {
        for (int i = 0; i < FLOOD; i++) {
            beatingJunk("a-flood" + i, i);
        }
        story.passes(2).healthy("late", "10.0.0.9:5002").passes(60);

        assertThat(story.up()).contains("late@10.0.0.9:5002", "n1@10.0.0.1:5002");
        assertThat(story.membership.remembered()).isEqualTo(Membership.MOST_NODES);
    }

    @Test
    void junkThatWasThereBeforeTheControllerKeepsNobodyOut() {
        Story later = Story.begin();
        for (int i = 0; i < FLOOD; i++) {
            later.registers("a-flood" + i, "10.2.%d.%d:5002".formatted(i / 250, i % 250));
        }
        later.healthy("late", "10.0.0.9:5002").passes(60);

        assertThat(later.up()).containsExactly("late@10.0.0.9:5002");
    }

    @Test
    void aNodeThatRestartsUnderANewIdDoesNotWaitForAllTheJunk() {
        for (int i = 0; i < FLOOD; i++) {
            beatingJunk("a-flood" + i, i);
        }
        story.passes(2).vanishes("n1").healthy("zz-again", "10.0.0.1:5002").passes(2);

        assertThat(story.up()).contains("zz-again@10.0.0.1:5002");
    }

    @Test
    void junkThatNamesTheAddressOfALivingNodeKeepsNobodyOut() {
        for (int i = 0; i < FLOOD; i++) {
            story.registers("a-flood" + i, "10.0.0.1:5002").beats("a-flood" + i);
        }
        story.passes(2).healthy("late", "10.0.0.9:5002").passes(120);

        assertThat(story.up()).contains("late@10.0.0.9:5002");
    }

    /** The first four thousand were asked again and again, and who had not answered the first time, never. */
    @Test
    void ofThoseWhoDidNotAnswerEachIsAskedAgain() {
        moreAddressesThanAreProbed();
        story.registers("slow", "10.9.0.1:5002", "10.9.0.2:5002", "10.9.0.3:5002", "10.9.0.4:5002", "10.9.0.5:5002")
                .beats("slow")
                .passes(5);
        story.answers("10.9.0.5:5002").passes(5);

        assertThat(story.up()).contains("slow@10.9.0.5:5002");
    }

    /** A node that served and failed must not wait for its turn among those that never did. */
    @Test
    void whoServedIsAskedInEachRound() {
        moreAddressesThanAreProbed();
        story.registers("served", "10.9.0.1:5002", "10.9.0.2:5002", "10.9.0.3:5002", "10.9.0.4:5002", "10.9.0.5:5002")
                .beats("served")
                .answers("10.9.0.5:5002")
                .passes(5);
        assertThat(story.up()).contains("served@10.9.0.5:5002");
        story.silent("10.9.0.5:5002").passes(5);

        for (int i = 0; i < 4; i++) {
            assertThat(story.passes(1).membership.probeTargets()).containsAll(addresses("10.9.0.5:5002"));
        }
    }

    private void moreAddressesThanAreProbed() {
        for (int i = 0; i < Membership.MOST_NODES - 10; i++) {
            String junk = "10.%%d.%d.%d:5002".formatted(i / 250, i % 250);
            story.registers("junk" + i, junk.formatted(3), junk.formatted(4), junk.formatted(5), junk.formatted(6))
                    .beats("junk" + i);
        }
    }

    private void beatingJunk(String id, int i) {
        story.registers(id, "10.2.%d.%d:5002".formatted(i / 250, i % 250)).beats(id);
    }

    private void flood() {
        for (int i = 0; i < FLOOD; i++) {
            story.registers("flood" + i, "10.2.%d.%d:5002".formatted(i / 250, i % 250));
        }
    }

    private static List<Address> addresses(String... texts) {
        return Story.addresses(texts);
    }
}
