package dev.pluginlb.policy;

import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Never takes away more than a share of the known nodes in one go.
 *
 * <p>When many nodes stop answering together, the fault is more likely between us and them than in all of them; and the
 * few that are left would be buried under everybody's requests. Serving are the nodes that are up, filled to
 * {@code ceil(share * known)} with those that refuse, of which Nginx passes over each, and then with silent ones, on which
 * requests hang; of either the latest first; known are those up, and those down for less than
 * {@code memory}. Whom an operator has drained does not count and is not kept: the floor must not bring it back. But when
 * nobody else answers, the drained nodes that do serve all the same, rather than nobody.
 *
 * @param share 0 to 1 of the known nodes that keep serving
 * @param memory how long a node that is down still counts as known
 */
public record Floor(double share, Duration memory) {

    private static final Comparator<Node> LEAST_HARMFUL_FIRST = Comparator.comparing(
                    (Node node) -> node.lastProbe().tellSilence())
            .thenComparing(Node::since, Comparator.reverseOrder())
            .thenComparing(Node.BY_ADDRESS);

    /**
     * Who serves.
     *
     * @param kept those that serve only because of the floor
     * @param recalled those that serve though drained, because nobody else answers
     */
    public record Serving(List<Node> nodes, List<Node> kept, List<Node> recalled) {}

    public Serving choose(ClusterSnapshot snapshot, Instant now) {
        List<Node> up = snapshot.up();
        if (up.isEmpty() && !snapshot.draining().isEmpty()) {
            return new Serving(snapshot.draining(), List.of(), snapshot.draining());
        }
        List<Node> down = snapshot.nodes().stream()
                .filter(node -> node.state() == NodeState.DOWN)
                .filter(node -> !snapshot.isDrained(node))
                .filter(node -> Duration.between(node.since(), now).compareTo(memory) < 0)
                .toList();
        List<Node> kept = kept(share, up, down);
        return new Serving(Stream.concat(up.stream(), kept.stream()).toList(), kept, List.of());
    }

    /** So many of the others, the least harmful, that together with those that are up they are this share of all. */
    static List<Node> kept(double share, List<Node> up, List<Node> others) {
        long least = (long) Math.ceil(share * (up.size() + others.size()));
        return others.stream()
                .sorted(LEAST_HARMFUL_FIRST)
                .limit(Math.max(0, least - up.size()))
                .toList();
    }
}
