package dev.pluginlb;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.PluginReport;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.control.ControlThread;
import dev.pluginlb.control.Input;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProbeResultsTest {

    private static final int RISE = 2;

    private final ControlThread.Inbox inbox = new ControlThread.Inbox();
    private final ProbeResults results = new ProbeResults(inbox, RISE);

    @Test
    void eachFailureCallsForATurn() throws InterruptedException {
        assertThat(isNews(failure())).isTrue();
        assertThat(isNews(failure())).isTrue();
    }

    @Test
    void goodAnswersCallForOneUntilTheyMakeANodeServeAgain() throws InterruptedException {
        isNews(failure());

        assertThat(isNews(answer())).isTrue();
        assertThat(isNews(answer())).isTrue();
        assertThat(isNews(answer())).isFalse();
    }

    /** What can wait stands before what cannot. */
    private boolean isNews(ProbeResult result) throws InterruptedException {
        Input other = new Input.Reported(PluginReport.silent(address(2)));
        inbox.offer(other);
        results.accept(result);
        return inbox.next(Duration.ZERO).equals(List.of(other, new Input.Probed(result)));
    }

    private static ProbeResult failure() {
        return ProbeResult.failed(address(1), "refused");
    }

    private static ProbeResult answer() {
        return ProbeResult.answered(address(1), OptionalInt.empty());
    }
}
