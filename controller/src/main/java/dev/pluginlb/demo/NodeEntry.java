package dev.pluginlb.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pluginlb.cluster.Ip;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node's field in the status hash, in the official daemon's JSON: an empty list of ips is written {@code null}, and
 * ips once written are never taken back.
 */
record NodeEntry(
        @JsonProperty("ips") @Nullable List<NodeAddress> ips,
        @JsonProperty("last_ping_at") long lastPingAt) {

    private static final Duration DISCONNECTED = Duration.ofSeconds(10);

    static NodeEntry unseen() {
        return new NodeEntry(null, 0);
    }

    List<NodeAddress> addresses() {
        return ips == null ? List.of() : ips;
    }

    /** The same votes, the missing ips added, the ping now. */
    NodeEntry beaten(List<Ip> advertised, int port, Instant now) {
        List<NodeAddress> all = new ArrayList<>(addresses());
        for (Ip ip : advertised) {
            if (all.stream().noneMatch(known -> known.ip().equals(ip.toString()))) {
                all.add(new NodeAddress(ip.toString(), port, List.of()));
            }
        }
        return new NodeEntry(all.isEmpty() ? null : all, now.getEpochSecond());
    }

    NodeEntry withAddresses(List<NodeAddress> voted) {
        return new NodeEntry(ips == null ? null : voted, lastPingAt);
    }

    NodeEntry steppedBack(Duration by) {
        return new NodeEntry(ips, lastPingAt - by.toSeconds());
    }

    boolean available(Instant now) {
        return Duration.between(Instant.ofEpochSecond(lastPingAt), now).compareTo(DISCONNECTED) < 0;
    }

    /** One place of a node, with what the others found there. */
    record NodeAddress(
            String ip,
            int port,
            @JsonProperty("vote") @Nullable List<AddressVote> votes) {

        String place() {
            return ip + ":" + port;
        }

        /** A voter's old vote is overwritten in place, a new one goes to the end; votes of the dead stay for ever. */
        NodeAddress voted(AddressVote vote) {
            List<AddressVote> all = new ArrayList<>(votes == null ? List.of() : votes);
            int own = 0;
            while (own < all.size() && !all.get(own).nodeId().equals(vote.nodeId())) {
                own++;
            }
            if (own < all.size()) {
                all.set(own, vote);
            } else {
                all.add(vote);
            }
            return new NodeAddress(ip, port, all);
        }
    }

    /** Whether one node could reach a place of another. */
    record AddressVote(
            @JsonProperty("node_id") String nodeId,
            @JsonProperty("voted_at") long votedAt,
            boolean failed) {}
}
