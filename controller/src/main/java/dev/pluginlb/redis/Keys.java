package dev.pluginlb.redis;

/**
 * Every key and channel, by what stands there.
 *
 * @param daemon prefix of the daemons' own keys, {@code REDIS_KEY_PREFIX}
 * @param stats prefix of all others, usually empty
 */
public record Keys(String daemon, String stats) {

    /** Hash, node id to heartbeat, as the official daemons write it. */
    String daemonNodes() {
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

    /** Set of endpoint keys that are known to be short. */
    String shortRequests() {
        return stats + "pluginlb:short_requests";
    }

    /** String: the id of the agreed main node. */
    String main() {
        return stats + "pluginlb:main";
    }

    /** Channel that says that something the controllers share has changed. */
    String events() {
        return stats + "pluginlb:events";
    }
}
