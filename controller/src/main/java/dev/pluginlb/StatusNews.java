package dev.pluginlb;

import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.redis.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which statuses of nodes are to be written: those that are not as they were written last, and every {@link #ALL} all of them,
 * since Redis may have lost some. Confined to one thread.
 */
final class StatusNews {

    static final Duration ALL = Duration.ofSeconds(5);

    private final Map<NodeId, NodeStatus> written = new HashMap<>();
    private Instant allAt = Instant.EPOCH;

    /** Of these statuses, which are to be written; once they are, {@link #wrote} is to hear of it. */
    Map<NodeId, NodeStatus> among(Map<NodeId, NodeStatus> statuses, Instant now) {
        if (!now.isBefore(allAt.plus(ALL))) {
            written.clear();
            allAt = now;
        }
        Map<NodeId, NodeStatus> news = new HashMap<>(statuses);
        news.entrySet().removeIf(status -> status.getValue().saysTheSameAs(written.get(status.getKey())));
        return news;
    }

    /** These stand in Redis now. What could not be written stays news. */
    void wrote(Map<NodeId, NodeStatus> statuses) {
        written.putAll(statuses);
    }
}
