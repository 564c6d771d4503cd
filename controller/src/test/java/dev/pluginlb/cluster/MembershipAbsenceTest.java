package dev.pluginlb.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Entries that are gone from a registry, one or all. */
class MembershipAbsenceTest {

    private static final String A1 = "10.0.0.1:5002";
    private static final String A2 = "10.0.0.2:5002";

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

    /** All was said to be well, for hours, while no new node would ever have been seen. */
    @Test
    void aRegistryThatStaysEmptyIsDesertedAndOneThatIsOnlyFlushedIsNot() {
        Story story = Story.begin().given(4).flushed().passes(20);
        assertThat(story.membership.isDeserted()).isFalse();

        assertThat(story.passes(2).membership.isDeserted()).isTrue();

        story.registers("n1", A1).passes(1);
        assertThat(story.membership.isDeserted()).isFalse();
    }

    @Test
    void aControllerThatStartsWithTheWrongRegistryFindsItDesertedByThoseItKnows() {
        Story story = Story.begin().given(2).controllerRestarts().flushed().passes(22);

        assertThat(story.up()).hasSize(2);
        assertThat(story.membership.isDeserted()).isTrue();
    }

    @Test
    void nodesThatNeedNotRegisterAndRegistriesThatCannotBeReadAreNoDesertion() {
        Story fixed =
                Story.begin().registers(Source.STATIC, "s1", A1).answers(A1).passes(60);
        Story halfRead = Story.begin().given(2).unreadable(Source.DAEMON).passes(60);

        assertThat(fixed.up()).hasSize(1);
        assertThat(fixed.membership.isDeserted()).isFalse();
        assertThat(halfRead.membership.isDeserted()).isFalse();
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
}
