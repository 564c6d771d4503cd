package dev.pluginlb.admin;

import dev.pluginlb.accesslog.FeedState;
import dev.pluginlb.control.LearningState;
import dev.pluginlb.control.Statistics;
import dev.pluginlb.redis.FlushState;
import dev.pluginlb.redis.StatsReading;
import dev.pluginlb.traffic.Ledger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of requests: nothing, until it is said to be otherwise. For any thread. */
final class GivenStatistics {

    private volatile Statistics now = new Statistics(
            StatsReading.NONE,
            Optional.empty(),
            new LearningState(
                    Optional.empty(),
                    new Ledger.Extent(0, 0, 0, 0),
                    new FlushState(Optional.empty(), Optional.empty(), 0, 0, 0),
                    Optional.empty(),
                    List.of()));

    /** Redis holds this, and a feed has brought some of it. */
    void are(StatsReading reading, List<String> problems) {
        LearningState learning = new LearningState(
                Optional.of(new FeedState(
                        12, 3, OptionalLong.of(4), Optional.of(SettableController.STARTED), Optional.empty())),
                new Ledger.Extent(2, 0, 1, 5),
                new FlushState(Optional.of(SettableController.STARTED), Optional.empty(), 10, 2, 0),
                Optional.empty(),
                problems);
        now = new Statistics(reading, Optional.empty(), learning);
    }

    /** Nothing that Nginx says is heard. */
    void cannotBeHeard(String why) {
        LearningState silent = now.learning();
        now = new Statistics(
                StatsReading.NONE,
                Optional.empty(),
                new LearningState(silent.feed(), silent.ledger(), silent.flush(), Optional.of(why), List.of(why)));
    }

    Statistics now() {
        return now;
    }
}
