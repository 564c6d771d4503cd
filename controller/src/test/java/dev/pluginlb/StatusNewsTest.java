package dev.pluginlb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.redis.NodeStatus;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusNewsTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final NodeId IDLE = new NodeId("idle");
    private static final NodeId BUSY = new NodeId("busy");

    private final StatusNews news = new StatusNews();

    @Test
    void whatWasWrittenIsNotWrittenAgainWhileItIsSo() {
        assertThat(written(at(0, 1), BEGIN)).containsOnlyKeys(IDLE, BUSY);

        assertThat(written(at(1, 1), BEGIN.plusSeconds(1))).isEmpty();
        assertThat(written(at(2, 7), BEGIN.plusSeconds(2))).containsOnlyKeys(BUSY);
        assertThat(written(at(3, 7), BEGIN.plusSeconds(3))).isEmpty();
    }

    /** It passed for written before it was, and after a hitch of Redis an old status stood there for five seconds. */
    @Test
    void whatCouldNotBeWrittenStaysNews() {
        written(at(0, 1), BEGIN);

        assertThat(news.among(at(1, 7), BEGIN.plusSeconds(1))).containsOnlyKeys(BUSY);
        assertThat(written(at(2, 7), BEGIN.plusSeconds(2))).containsOnlyKeys(BUSY);
        assertThat(written(at(3, 7), BEGIN.plusSeconds(3))).isEmpty();
    }

    @Test
    void allAreWrittenAgainAfterAWhile() {
        written(at(0, 1), BEGIN);

        Instant later = BEGIN.plus(StatusNews.ALL);
        assertThat(written(at(5, 1), later)).containsOnlyKeys(IDLE, BUSY);
        assertThat(written(at(6, 1), later.plusSeconds(1))).isEmpty();
    }

    private Map<NodeId, NodeStatus> written(Map<NodeId, NodeStatus> statuses, Instant now) {
        Map<NodeId, NodeStatus> these = news.among(statuses, now);
        news.wrote(these);
        return these;
    }

    private static Map<NodeId, NodeStatus> at(int second, int running) {
        return Map.of(IDLE, status(second, 0), BUSY, status(second, running));
    }

    private static NodeStatus status(int second, int inFlight) {
        return new NodeStatus(inFlight > 0, false, BEGIN.plusSeconds(second), inFlight, 0, true);
    }
}
