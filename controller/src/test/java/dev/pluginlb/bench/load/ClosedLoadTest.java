package dev.pluginlb.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.bench.work.Cell;
import dev.pluginlb.bench.work.Clients;
import dev.pluginlb.bench.work.Mix;
import dev.pluginlb.bench.work.NodeShape;
import dev.pluginlb.testing.Ports;
import dev.pluginlb.testing.ScriptedNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClosedLoadTest {

    private static final int CLIENTS = 20;
    private static final Duration LENGTH = Duration.ofMillis(800);

    /** In each pause one failure, and the first without a pause. */
    private static final int MOST = CLIENTS * (1 + (int) LENGTH.dividedBy(ClosedLoad.PAUSE));

    @Test
    void clientsPauseAfterAWrongAnswer() throws InterruptedException {
        try (ScriptedNode front = ScriptedNode.start().usually("500")) {
            Outcome outcome = run(Integer.parseInt(front.address().split(":", 2)[1]));

            assertThat(outcome.errors()).isEqualTo(front.seen().size()).isBetween(CLIENTS, MOST);
            assertThat(outcome.answered()).isEmpty();
            assertThat(outcome.unanswered()).isZero();
        }
    }

    @Test
    void andWhereNobodyAnswersAtAll() throws InterruptedException {
        Outcome outcome = run(Ports.free());

        assertThat(outcome.errors()).isBetween(CLIENTS, MOST);
        assertThat(outcome.unanswered()).isZero();
    }

    private static Outcome run(int port) throws InterruptedException {
        Cell cell = Cell.closed(Cell.nodes(1, NodeShape.slots(8)), Mix.ofLong(0), CLIENTS);
        try (Sender sender = Sender.to(port)) {
            return ClosedLoad.run(sender, Clients.of(cell, Duration.ZERO, LENGTH, 1), Duration.ofSeconds(30));
        }
    }
}
