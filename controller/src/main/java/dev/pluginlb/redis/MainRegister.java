package dev.pluginlb.redis;

import dev.pluginlb.cluster.NodeId;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** The controllers' agreement on the main node: only the leader replaces it, and must have seen the very one it replaces. */
final class MainRegister {

    private static final LeaderScript REPLACE = new LeaderScript("""
            local present = redis.call('GET', KEYS[3]) or ''
            if not string.match(present, '^%w[%w._:-]*$') then present = '' end
            if present ~= ARGV[3] then return 2 end
            redis.call('SET', KEYS[3], ARGV[4])
            redis.call('PUBLISH', KEYS[4], 'main')
            return 1
            """);

    private final UnifiedJedis redis;
    private final Keys keys;

    MainRegister(UnifiedJedis redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * Does nothing when what was seen is no longer there: the next reading brings what is.
     *
     * @return whether the wish is dealt with; false if this leadership is over
     */
    boolean replace(Leadership leadership, Proposal proposal) {
        byte[] former = Script.bytes(proposal.former().map(NodeId::value).orElse(""));
        byte[] next = Script.bytes(proposal.next().value());
        return REPLACE.run(redis, keys, leadership, List.of(keys.main(), keys.events()), List.of(former, next)) != 0;
    }

    /**
     * A wish to agree on another main node.
     *
     * @param former what the register was read to hold
     */
    public record Proposal(Optional<NodeId> former, NodeId next) {}
}
