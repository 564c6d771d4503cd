package dev.pluginlb.control;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.control.Event.Change;
import dev.pluginlb.control.Event.Kind;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of the way from one state to the next. */
class ChangesTest {

    @Test
    void aClusterInWhichNothingHappensTellsNothing() {
        Given given = Given.live(3).passes(2);
        ControllerState before = given.state();

        assertThat(Changes.between(before, given.passes(5).state())).isEmpty();
    }

    @Test
    void aNodeThatFailsIsToldWithItsReasonAndWhatFollows() {
        Given given = Given.live(3).agreed("n1").passes(2);
        ControllerState before = given.state();

        List<Change> changes = Changes.between(before, given.silent(2).passes(6).state());

        assertThat(changes).extracting(Change::kind).startsWith(Kind.NODE, Kind.PLAN);
        assertThat(changes.get(0).subject()).isEqualTo(address(2).toString());
        assertThat(changes.get(0).words()).startsWith("up -> down, ").contains("refused");
        assertThat(changes.get(1)).isEqualTo(new Change(Kind.PLAN, "2", "-" + address(2)));
    }

    @Test
    void aNodeThatJoinsAndOneThatIsGoneAreTold() {
        Given given = Given.live(3).agreed("n1").passes(2);
        ControllerState three = given.state();
        ControllerState four = given.grows(4).passes(3).state();

        assertThat(Changes.between(three, four))
                .filteredOn(change -> change.kind() == Kind.NODE)
                .singleElement()
                .satisfies(change -> assertThat(change.words()).startsWith("new: up"));
        assertThat(Changes.between(four, three))
                .contains(new Change(Kind.NODE, address(4).toString(), "gone, it was up"));
    }

    @Test
    void anAttemptIsToldWithItsEndItsTimeAndItsReason() {
        Given given = Given.live(3).passes(2);
        ControllerState before = given.state();

        List<Change> proven = Changes.between(
                before, given.grows(4).passes(3).ends(Result.PROVEN).state());
        ControllerState then = given.state();
        List<Change> refused = Changes.between(
                then, given.grows(5).passes(9).ends(Result.REFUSED).state());

        assertThat(proven)
                .filteredOn(change -> change.kind() == Kind.RELEASE)
                .extracting(Change::words)
                .containsExactly("proven in 60 ms (+" + address(4) + ")");
        assertThat(refused)
                .filteredOn(change -> change.kind() == Kind.RELEASE)
                .extracting(Change::words)
                .containsExactly("refused in 60 ms (+" + address(5) + "): words");
    }

    /** After each changed configuration all of them had come once more. */
    @Test
    void ofControllersThoseAreToldThatComeAndGoAfterTheFirstLook() {
        Given given = Given.live(1);
        ControllerState unseen = given.state();
        ControllerState first = given.registered("a-1", "b-1").passes(1).state();
        ControllerState then = given.registered("a-1", "c-1").passes(1).state();

        assertThat(Changes.between(unseen, first)).noneMatch(change -> change.kind() == Kind.CONTROLLER);
        assertThat(Changes.between(first, then))
                .filteredOn(change -> change.kind() == Kind.CONTROLLER)
                .containsExactlyInAnyOrder(
                        new Change(Kind.CONTROLLER, "c-1", "came"), new Change(Kind.CONTROLLER, "b-1", "went"));
    }

    @Test
    void redisThatCannotBeReadIsToldOnce() {
        Given given = Given.live(3).passes(2);
        ControllerState before = given.state();
        ControllerState lost = given.unreadable().passes(2).state();

        assertThat(Changes.between(before, lost)).contains(new Change(Kind.REDIS, "", "Redis is unreadable: refused"));
        assertThat(Changes.between(lost, given.passes(3).state())).isEmpty();
        assertThat(Changes.between(lost, given.readable().passes(2).state()))
                .contains(new Change(Kind.REDIS, "", "readable"));
    }

    @Test
    void whatIsTooLargeToBeReadIsAFaultUntilItIsMended() {
        Given given = Given.live(3).passes(2);
        ControllerState before = given.state();
        ControllerState faulty =
                given.unread("cluster:status holds too much").passes(2).state();
        ControllerState mended = given.unread().passes(2).state();

        assertThat(faulty.faults()).containsExactly("cluster:status holds too much");
        assertThat(Changes.between(before, faulty))
                .containsExactly(new Change(Kind.FAULT, "", "cluster:status holds too much"));
        assertThat(Changes.between(faulty, mended))
                .containsExactly(new Change(Kind.FAULT, "", "mended: cluster:status holds too much"));
    }

    @Test
    void anotherMainNodeIsTold() {
        Given given = Given.live(3).agreed("n1").passes(2);
        ControllerState before = given.state();

        assertThat(Changes.between(before, given.agreed("n3").passes(2).state()))
                .contains(new Change(Kind.MAIN, address(3).toString(), "is the main node now"));
    }
}
