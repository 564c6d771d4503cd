package dev.pluginlb.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.bench.work.Cell;
import dev.pluginlb.bench.work.Mix;
import dev.pluginlb.bench.work.NodeShape;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LengthTest {

    @Test
    void thousandsOfClientsAreAwaitedForTwiceAsLongAsALongRequestOfEachTakes() {
        // 5000 requests of 1.5 s on 40 slots.
        assertThat(patience(5, 5000, 0.10)).isEqualTo(Duration.ofSeconds(375));
        assertThat(patience(3, 2000, 0.10)).isEqualTo(Duration.ofSeconds(250));
    }

    @Test
    void thePatienceIsBounded() {
        assertThat(patience(2, 1000, 0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(patience(1, 16_000, 0.10)).isEqualTo(Duration.ofMinutes(15));
    }

    private static Duration patience(int nodes, int clients, double longShare) {
        Cell cell = Cell.closed(Cell.nodes(nodes, NodeShape.slots(8)), Mix.ofLong(longShare), clients);
        return Length.patience(cell.backlog());
    }
}
