package dev.pluginlb.control;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the loop proposes to the other controllers, and takes from them. */
class AgreementTest {

    @Test
    void aMainNodeIsProposedOnce() {
        Given given = Given.live(3).passes(20);
        assertThat(given.effects.proposals).containsExactly("->n1");

        given.agreed("n1").passes(5);
        assertThat(given.effects.proposals).hasSize(1);

        given.silent(1).passes(10);
        assertThat(given.effects.proposals).containsExactly("->n1", "n1>n2");
        assertThat(given.state().main().orElseThrow().id()).isEqualTo(new NodeId("n2"));
    }

    @Test
    void theChoiceOfAFasterControllerIsTaken() {
        Given given = Given.live(3).agreed("n3").passes(5);

        assertThat(given.state().main().orElseThrow().id()).isEqualTo(new NodeId("n3"));
        assertThat(given.effects.proposals).containsExactly("->n1");
    }

    @Test
    void aProposalThatMayHaveBeenLostWithRedisIsMadeAgain() {
        Given given = Given.live(3).unreadable().passes(2).readable().passes(5);

        assertThat(given.effects.proposals).containsExactly("->n1", "->n1");
    }

    @Test
    void aNodeMeasuredToBeSlowGetsLessOnlyOnceAllControllersAgree() {
        Map<Address, Double> slow = Map.of(address(2), 2.0);
        Given given = Given.live(2)
                .passes(61)
                .gets(new Input.Measured(slow, Map.of(), Optional.empty()))
                .passes(2);

        Map<Address, Double> proposed = given.effects.proposedFactors.get(0);
        assertThat(proposed).containsExactlyInAnyOrderEntriesOf(Map.of(address(1), 1.0, address(2), 0.5));
        assertThat(given.attempts()).isEqualTo(1);

        given.weighed(proposed).passes(10);

        assertThat(given.attempts()).isEqualTo(2);
        assertThat(given.last().text()).contains("server 10.0.0.1:5002 weight=2", "server 10.0.0.2:5002 weight=1");
    }

    @Test
    void agreedFactorsStayWhileRedisIsUnreadable() {
        Given given = Given.live(2).weighed(Map.of(address(2), 0.5)).passes(10);
        int attempts = given.attempts();

        given.ends(Result.PROVEN).unreadable().passes(120);

        assertThat(given.attempts()).isEqualTo(attempts);
        assertThat(given.last().text()).contains("server 10.0.0.2:5002 weight=1", "server 10.0.0.1:5002 weight=2");
    }
}
