package dev.pluginlb.e2e;

import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.LoadGenerator;
import dev.pluginlb.demo.LoadPlan;
import dev.pluginlb.demo.LoadReport;
import dev.pluginlb.demo.StandInDaemon;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Short calls and open streams that go on while something happens to the cluster; nothing is ever sent twice. */
record Traffic(LoadGenerator load) implements AutoCloseable {

    private static final int RATE = 50;
    private static final int STREAMS = 6;
    private static final Duration STREAM = Duration.ofSeconds(1);

    static Traffic through(Door door) {
        Traffic traffic = new Traffic(LoadGenerator.start(
                LoadPlan.light(door.uri(), Duration.ofMinutes(2)).withRate(RATE).withStreams(STREAMS, STREAM)));
        traffic.awaitMore(STREAMS);
        return traffic;
    }

    /** How many good answers the node gave. */
    long answersOf(StandInDaemon node) {
        return load.report().nodes().getOrDefault(node.nodeId(), 0L);
    }

    /** Waits until the node gives an answer more; returns how long that took. */
    Duration awaitAnswerOf(StandInDaemon node) {
        Instant begun = Instant.now();
        long before = answersOf(node);
        await().atMost(Cluster.DEADLINE).pollInterval(Duration.ofMillis(10)).until(() -> answersOf(node) > before);
        return Duration.between(begun, Instant.now());
    }

    /** Waits for some more good answers, whoever gives them. */
    void awaitMore(int answers) {
        long enough = load.report().ok() + answers;
        await().atMost(Cluster.DEADLINE).until(() -> load.report().ok() >= enough);
    }

    /** Sends nothing more and waits for what is open. */
    LoadReport end() {
        load.stop();
        try {
            return load.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it; what failed though it was sent after a moment. */
    List<LoadReport.Failure> failedSince(Instant moment) {
        return end().failures().stream()
                .filter(failure -> failure.sent().isAfter(moment))
                .toList();
    }

    @Override
    public void close() {
        load.close();
    }
}
