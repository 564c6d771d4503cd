package dev.pluginlb.control;

import static dev.pluginlb.testing.GivenService.addresses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Liveness;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.cluster.Roster;
import dev.pluginlb.control.Event.Change;
import dev.pluginlb.control.Event.Kind;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.policy.ServicePlanner;
import dev.pluginlb.testing.GivenService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Further pools on their way through the loop. */
class ServicesTest {

    private static final String POOL = "dify_sandbox_servers";
    private static final Address FIRST = Address.parse("10.1.0.5:8194");
    private static final Address SECOND = Address.parse("10.1.0.6:8194");
    private static final Address NAME = Address.parse("sandbox.internal:8194");

    @Test
    void membersArePartOfTheFirstConfigOnceTheyWereAsked() {
        Given given = with(FIRST, SECOND).passes(1);
        assertThat(given.attempts()).isZero();
        assertThat(given.effects.members).isEqualTo(Map.of(POOL, Set.of(FIRST, SECOND)));

        answers(given, FIRST, SECOND).passes(1);

        assertThat(given.last().files().get("pools.conf")).contains("server " + FIRST, "server " + SECOND);
    }

    @Test
    void aMemberThatAnswersNothingHoldsNothingUp() {
        assertThat(with(FIRST, SECOND).passes(4).attempts()).isPositive();
    }

    @Test
    void aMemberThatFailsLeavesAndIsToldUnderThePoolsName() {
        Given given = live(FIRST, SECOND);
        ControllerState before = given.state();

        List<Change> changes = Changes.between(
                before, fails(given, SECOND).passes(2).ends(Result.PROVEN).state());

        assertThat(changes)
                .contains(
                        new Change(
                                Kind.NODE,
                                POOL + " " + SECOND,
                                "up -> down, 3 probes failed, and the last probe: refused"),
                        new Change(Kind.PLAN, "3", POOL + " -" + SECOND));
        assertThat(given.last().files().get("pools.conf"))
                .contains("server " + FIRST)
                .doesNotContain("server " + SECOND);
        assertThat(given.state().history().get(0).reason()).isEqualTo(POOL + " -" + SECOND);
        assertThat(given.state().services())
                .singleElement()
                .satisfies(pool -> assertThat(pool.up()).isEqualTo(1));
    }

    @Test
    void whenAllFailTheConfigStaysAndTheReasonIsSaid() {
        Given given = live(FIRST, SECOND);
        int attempts = given.attempts();

        fails(given, FIRST, SECOND).passes(8);

        assertThat(given.attempts()).isEqualTo(attempts);
        assertThat(given.state().reasons()).contains(POOL + ": no member answers, so all stay");
    }

    @Test
    void aNameThatComesToStandForAnotherNumberIsFollowedAndRemembered() {
        Given given = with(NAME).gets(new Input.NameResolved(NAME, List.of(FIRST)));
        answers(given.turns(1), FIRST)
                .passes(1)
                .ends(Result.PROVEN)
                .gets(new Input.NameResolved(NAME, List.of(SECOND)));
        answers(given.turns(1), SECOND).passes(8);

        assertThat(given.last().files().get("pools.conf"))
                .contains("server " + SECOND)
                .doesNotContain("server " + FIRST);
        assertThat(given.effects
                        .remembered
                        .get(given.effects.remembered.size() - 1)
                        .names())
                .isEqualTo(Map.of(NAME, List.of(SECOND)));
    }

    @Test
    void afterARestartANameThatIsNotFoundStandsForWhatItDid() {
        Given given = with(NAME);
        given.loop.restore(
                KnownCluster.NONE.with(Map.of(NAME, List.of(FIRST))), List.of(), Optional.empty(), Given.BEGIN);

        assertThat(given.passes(4).last().files().get("pools.conf")).contains("server " + FIRST);
    }

    @Test
    void whereNothingChangesTheConfigStays() {
        Given given = live(FIRST, SECOND);
        int rendered = given.effects.rendered;

        for (int i = 0; i < 5; i++) {
            answers(given, FIRST, SECOND).passes(1);
        }

        assertThat(given.effects.rendered).isEqualTo(rendered);
    }

    private static Given live(Address... members) {
        return answers(with(members).turns(1), members)
                .passes(2)
                .ends(Result.PROVEN)
                .passes(1);
    }

    private static Given with(Address... members) {
        Given given = Given.nodes(3).agreed("n1");
        given.loop.lookAfter(new Services(
                new ServicePlanner(0.5),
                List.of(new Services.Watched(
                        GivenService.sandbox(), new Roster(List.of(members), new Liveness.Thresholds(2, 3))))));
        return given;
    }

    private static Given answers(Given given, Address... members) {
        for (Address member : members) {
            given.gets(new Input.MemberProbed(POOL, ProbeResult.answered(member, OptionalInt.empty())));
        }
        return given;
    }

    private static Given fails(Given given, Address... members) {
        for (int i = 0; i < 3; i++) {
            for (Address member : members) {
                given.gets(new Input.MemberProbed(POOL, ProbeResult.failed(member, "refused")));
            }
        }
        return given;
    }

    @Test
    void whatIsSeenOfAPoolThatIsNotDeclaredIsPassedOver() {
        Given given = live(FIRST);

        given.gets(new Input.MemberProbed(
                        "other", ProbeResult.failed(addresses("10.9.9.9:1").get(0), "refused")))
                .passes(1);

        assertThat(given.state().services()).hasSize(1);
    }
}
