package dev.pluginlb.control;

import dev.pluginlb.accesslog.FeedState;
import dev.pluginlb.redis.FlushState;
import dev.pluginlb.traffic.Ledger;
import java.util.List;
import java.util.Optional;

/**
 * How learning is doing.
 *
 * @param feed empty while nothing can be received
 * @param deaf why Nginx is not heard; empty while it is
 * @param problems why something is not learned, that among it; empty when all is ordinary
 */
public record LearningState(
        Optional<FeedState> feed,
        Ledger.Extent ledger,
        FlushState flush,
        Optional<String> deaf,
        List<String> problems) {

    public LearningState {
        problems = List.copyOf(problems);
    }
}
