package dev.pluginlb.control;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.ProbeResult;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final ControlThread.Inbox inbox = new ControlThread.Inbox();
    private final Input answer = new Input.Probed(ProbeResult.answered(address(1), OptionalInt.empty()));
    private final Input failure = new Input.Probed(ProbeResult.failed(address(2), "refused"));

    @Test
    void whatCanWaitComesWithWhatCannot() throws InterruptedException {
        inbox.offerForNextTurn(answer);
        inbox.offer(failure);

        assertThat(inbox.next(Duration.ofMillis(100))).containsExactly(answer, failure);
    }

    @Test
    void whatCanWaitComesBeforeLongByItself() throws InterruptedException {
        inbox.offerForNextTurn(answer);

        assertThat(inbox.next(Duration.ofMillis(100))).containsExactly(answer);
    }

    @Test
    void withoutAnyInputThereIsATurnAllTheSame() throws InterruptedException {
        assertThat(inbox.next(Duration.ofMillis(100))).isEmpty();
    }
}
