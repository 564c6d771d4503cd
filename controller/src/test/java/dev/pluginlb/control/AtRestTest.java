package dev.pluginlb.control;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Drain;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When the loop may turn more rarely. */
class AtRestTest {

    @Test
    void itIsAtRestWhenWhatIsWantedIsProvenAndNotBefore() {
        Given given = Given.nodes(2).turns(0);
        assertThat(given.state().isAtRest()).isFalse();
        assertThat(given.passes(1).state().isAtRest()).isFalse();
        assertThat(given.ends(Result.PROVEN).state().isAtRest()).isTrue();

        assertThat(given.grows(3).passes(1).state().isAtRest()).isFalse();
        assertThat(given.ends(Result.PROVEN).state().isAtRest()).isTrue();
    }

    @Test
    void aFailedAttemptThatWaitsForItsNextTryIsNoRest() {
        Given given = Given.nodes(2).passes(1).ends(Result.NOT_LIVE);

        assertThat(given.state().isAtRest()).isFalse();
    }

    @Test
    void aDrainedNodeThatIsNotEmptyYetIsNoRest() {
        Drain drain = new Drain("operator", Given.BEGIN, "");
        Given given = Given.live(2).drained(Map.of(address(1), drain)).passes(2).ends(Result.PROVEN);
        assertThat(given.state().isAtRest()).isFalse();

        given.draining(0).passes(2).draining(0).passes(2);

        assertThat(given.state().isAtRest()).isTrue();
    }
}
