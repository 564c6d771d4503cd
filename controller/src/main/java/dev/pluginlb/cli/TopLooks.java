package dev.pluginlb.cli;

import java.time.Duration;

/**
 * What {@code top} saw last, and when it looks again: after an interval, or for another order sooner, but however fast keys
 * come not more often than the shortest interval allows. Not thread-safe.
 */
final class TopLooks {

    static final Duration SHORTEST = Duration.ofMillis(100);

    private final AdminClient client;
    private final Duration interval;

    private TopView latest;
    private TopOrder asked;
    private String trouble = "";
    private long looked = System.nanoTime();

    /** @throws CommandFailedException if there is nothing to see at the first look */
    TopLooks(AdminClient client, Duration interval, TopOrder order, int lines) {
        this.client = client;
        this.interval = interval;
        this.asked = order;
        this.latest = TopView.of(client, order, lines);
    }

    /** How long until a look is due in this order; not negative. */
    Duration until(TopOrder order) {
        Duration wait = order == asked ? interval : SHORTEST;
        Duration left = wait.minusNanos(System.nanoTime() - looked);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Looks again if that is due; what was seen stays where the controller does not answer. */
    void look(TopOrder order, int lines) {
        if (!until(order).isZero()) {
            return;
        }
        asked = order;
        try {
            latest = TopView.of(client, order, lines);
            trouble = "";
        } catch (CommandFailedException lost) {
            trouble = lost.words();
        }
        looked = System.nanoTime();
    }

    TopView latest() {
        return latest;
    }

    /** Why the latest look saw nothing; empty if it did. */
    String trouble() {
        return trouble;
    }
}
