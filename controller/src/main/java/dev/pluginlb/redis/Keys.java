package dev.pluginlb.redis;

/**
 * Every key and channel, by what stands there.
 *
 * @param daemon prefix of the daemons' own keys, {@code REDIS_KEY_PREFIX}
 * @param stats prefix of all others, usually empty
 */
public record Keys(String daemon, String stats) {

    /** Hash, node id to heartbeat, as the official daemons write it. */
    public String daemonNodes() {
        return daemon + ":cluster-nodes-status-hash-map";
    }

    /** String, CBOR text: the id of the daemons' master. */
    String daemonMaster() {
        return daemon + ":cluster-master-preemption-lock";
    }

    /** Channel on which a daemon announces itself. */
    String daemonJoins() {
        return daemon + ":cluster-new-node-channel";
    }

    /** Hash, node id to registration, open to any service. */
    String status() {
        return stats + "cluster:status";
    }

    /** Set of endpoint keys that are long now. */
    String longRequests() {
        return stats + "request:long_requests";
    }

    /** Set of endpoint keys that are short now although their routes usually are long. */
    String shortRequests() {
        return stats + "pluginlb:short_requests";
    }

    /** String: the id of the agreed main node. */
    String main() {
        return stats + "pluginlb:main";
    }

    /** Hash, {@code ip:port} to who drained it, when and why. */
    String drained() {
        return stats + "pluginlb:drained";
    }

    /** Channel that says that something the controllers share has changed. */
    String events() {
        return stats + "pluginlb:events";
    }

    /** Hash, endpoint key to what is known of it. */
    String requestStats() {
        return stats + "request:stats";
    }

    /** Hash, node id to how it is doing. */
    String nodeStatus() {
        return stats + "node:status";
    }

    /** Hash, metric name to number, open to any service. */
    String customStats() {
        return stats + "custom:stats";
    }

    /** String with a time to live: the id of the leading controller. */
    String leader() {
        return stats + "pluginlb:leader";
    }

    /** String: how often the lead was taken, the fencing number of the leader. */
    String term() {
        return stats + "pluginlb:term";
    }

    /** Hash, controller id to what it says of itself. */
    String controllers() {
        return stats + "pluginlb:controllers";
    }

    /** Hash, controller id to its last flush that was applied. */
    String flushed() {
        return stats + "pluginlb:flushed";
    }

    /** Hash, {@code ip:port} to the factor of its weight. */
    String weights() {
        return stats + "pluginlb:weights";
    }
}
