package dev.pluginlb.control;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.PluginReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sights are of how many plugins a node runs, given by its number. */
class SightingsTest {

    private final ControlThread.Inbox inbox = new ControlThread.Inbox();
    private final Sightings<Integer> sightings = new Sightings<>(inbox, SightingsTest::input, Integer::equals);

    @Test
    void whatIsNewCallsForATurn() throws InterruptedException {
        assertThat(calls(1)).isTrue();
        assertThat(calls(2)).isTrue();
        assertThat(calls(1)).isTrue();
    }

    @Test
    void whatWasSeenJustNowWaitsForTheNextOne() throws InterruptedException {
        calls(1);

        assertThat(calls(1)).isFalse();
        assertThat(calls(1)).isFalse();
    }

    @Test
    void afterAnInterruptionTheSameIsNews() throws InterruptedException {
        calls(1);
        sightings.interrupted();

        assertThat(calls(1)).isTrue();
    }

    /** What can wait stands before what cannot. */
    private boolean calls(int sight) throws InterruptedException {
        inbox.offer(input(0));
        sightings.accept(sight);
        return inbox.next(Duration.ZERO).equals(List.of(input(0), input(sight)));
    }

    private static Input input(int node) {
        return new Input.Reported(PluginReport.silent(address(node)));
    }
}
