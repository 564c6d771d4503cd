package dev.pluginlb.redis;

import dev.pluginlb.cluster.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/** How the nodes are doing: written by the leader for those that do not do it themselves. */
public final class NodeStatusWriter {

    private static final int MAX_NODES = 10_000;
    private static final int FOREIGN_SECONDS = 10;

    private static final LeaderScript WRITE = new LeaderScript("""
            local hash, now, foreign = KEYS[3], tonumber(ARGV[3]), tonumber(ARGV[4])

            local function written_by_its_node(raw)
              local readable, entry = pcall(cjson.decode, raw)
              if not readable or type(entry) ~= 'table' or entry.by == 'pluginlb' then return false end
              return type(entry.last_update) == 'number' and math.abs(now - entry.last_update) < foreign
            end

            for i = 5, #ARGV, 2 do
              local present = redis.call('HGET', hash, ARGV[i])
              if not (present and written_by_its_node(present)) then
                redis.call('HSET', hash, ARGV[i], ARGV[i + 1])
              end
            end
            return 1
            """);

    private final UnifiedJedis redis;
    private final Keys keys;

    public NodeStatusWriter(UnifiedJedis redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * Writes the entries under our mark in one step, except those of nodes that wrote one themselves within 10 seconds.
     *
     * @param now wall time
     * @return whether this controller leads indeed; if not nothing was written
     * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer, or refuses us
     */
    public boolean write(Leadership leadership, Map<NodeId, NodeStatus> nodes, Instant now) {
        List<byte[]> arguments =
                new ArrayList<>(List.of(Script.bytes(now.getEpochSecond()), Script.bytes(FOREIGN_SECONDS)));
        nodes.forEach((id, status) -> {
            arguments.add(Script.bytes(id.value()));
            arguments.add(Script.bytes(status.encode()));
        });
        return WRITE.run(redis, keys, leadership, List.of(keys.nodeStatus()), arguments) != 0;
    }

    static Map<NodeId, NodeStatus> decoded(Tolerant tolerant, Keys keys, Supplier<Map<String, String>> hash) {
        return Map.copyOf(tolerant.entries(
                keys.nodeStatus(), hash, MAX_NODES, NodeId::new, (id, json) -> NodeStatus.decode(json)));
    }
}
