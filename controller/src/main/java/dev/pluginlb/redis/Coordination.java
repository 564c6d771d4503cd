package dev.pluginlb.redis;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;

/**
 * What the controllers tell each other.
 *
 * @param leader the id of the leading controller
 * @param weights factors of the nodes' weights, the same for all controllers
 * @param nodes how they are doing, be it said by us or by themselves
 * @param controllers all that are entered, sorted by id
 */
public record Coordination(
        Optional<ControllerId> leader,
        Map<Address, Double> weights,
        Map<NodeId, NodeStatus> nodes,
        List<RegisteredController> controllers) {

    /** Of a controller that is alone and has said nothing yet. */
    public static final Coordination NONE = new Coordination(Optional.empty(), Map.of(), Map.of(), List.of());

    public Coordination {
        weights = Map.copyOf(weights);
        nodes = Map.copyOf(nodes);
        controllers = List.copyOf(controllers);
    }

    /** The questions, asked in a pipeline; the answers can be taken once it was synchronised. */
    record Asked(
            Supplier<String> leader,
            Supplier<Map<String, String>> weights,
            Supplier<Map<String, String>> nodes,
            Supplier<Map<String, String>> controllers) {

        static Asked in(AbstractPipeline pipeline, Admission small, Keys keys) {
            return new Asked(
                    small.ask(keys.leader(), pipeline::get),
                    small.ask(keys.weights(), pipeline::hgetAll),
                    small.ask(keys.nodeStatus(), pipeline::hgetAll),
                    small.ask(keys.controllers(), pipeline::hgetAll));
        }

        /**
         * @param statuses what was made of the nodes' hash the last time
         * @param known the weights that stand when none can be read
         */
        Coordination answers(
                Tolerant tolerant, Keys keys, MadeOnce<Map<NodeId, NodeStatus>> statuses, Map<Address, Double> known) {
            return new Coordination(
                    tolerant.value(keys.leader(), leader)
                            .flatMap(id -> tolerant.sensible(keys.leader(), id, ControllerId::new)),
                    SharedWeights.decoded(tolerant, keys, weights).orElse(known),
                    tolerant.value(keys.nodeStatus(), nodes)
                            .map(hash -> statuses.of(hash, it -> NodeStatusWriter.decoded(tolerant, keys, () -> it)))
                            .orElse(Map.of()),
                    ControllerRegister.decoded(tolerant, keys, controllers));
        }
    }
}
