package dev.pluginlb.redis;

import dev.pluginlb.cluster.NodeId;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** The controllers' agreement on the main node: whoever replaces one that is gone must have seen that very one. */
final class MainRegister {

    private static final String REPLACE = """
            local present = redis.call('GET', KEYS[1]) or ''
            if not string.match(present, '^%w[%w._:-]*$') then present = '' end
            if present ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[1], ARGV[2])
            redis.call('PUBLISH', KEYS[2], 'main')
            return 1
            """;

    private final UnifiedJedis redis;
    private final Keys keys;

    MainRegister(UnifiedJedis redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Does nothing when another controller was faster: the next reading brings what it agreed on. */
    void replace(Proposal proposal) {
        redis.eval(
                REPLACE,
                List.of(keys.main(), keys.events()),
                List.of(
                        proposal.former().map(NodeId::value).orElse(""),
                        proposal.next().value()));
    }

    /**
     * A wish to agree on another main node.
     *
     * @param former what the register was read to hold
     */
    public record Proposal(Optional<NodeId> former, NodeId next) {}
}
