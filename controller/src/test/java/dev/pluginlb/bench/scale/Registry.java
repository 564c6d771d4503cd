package dev.pluginlb.bench.scale;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** The nodes' entries in Redis, as the official daemons write them. Confined to one thread. */
final class Registry {

    private static final String KEY = "plugin_daemon:cluster-nodes-status-hash-map";
    private static final String JOINS = "plugin_daemon:cluster-new-node-channel";

    private final int votes;
    private final Deque<Entry> entries = new ArrayDeque<>();

    private record Entry(String id, int port) {}

    /** @param votes how many other nodes have voted for each */
    Registry(int votes) {
        this.votes = votes;
    }

    void join(Jedis redis, int port, long now) {
        Entry entry = new Entry(UUID.randomUUID().toString(), port);
        entries.addLast(entry);
        redis.hset(KEY, entry.id(), json(entry, now));
        redis.publish(JOINS, "{\"node_id\":\"" + entry.id() + "\"}");
    }

    /** The one that was there longest takes itself out; its port is returned. */
    int leave(Jedis redis) {
        Entry entry = entries.removeFirst();
        redis.hdel(KEY, entry.id());
        return entry.port();
    }

    /** The next of so many parts of the nodes beat. */
    void beat(Jedis redis, int part, int parts, long now) {
        List<Entry> all = new ArrayList<>(entries);
        try (Pipeline pipeline = redis.pipelined()) {
            for (int i = part % parts; i < all.size(); i += parts) {
                pipeline.hset(KEY, all.get(i).id(), json(all.get(i), now));
            }
        }
    }

    private String json(Entry entry, long now) {
        String voted = entries.stream()
                .limit(votes)
                .map(voter -> "{\"node_id\":\"" + voter.id() + "\",\"voted_at\":" + now + ",\"failed\":false}")
                .collect(Collectors.joining(","));
        return "{\"ips\":[{\"ip\":\"127.0.0.1\",\"port\":" + entry.port() + ",\"vote\":[" + voted
                + "]}],\"last_ping_at\":" + now + "}";
    }
}
