package dev.pluginlb.policy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.dispatch.Tuning;
import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes the routing plan: who serves ({@link Floor}), with which weight ({@link Weights}), which one is main
 * ({@link MainNode}), and how a {@link RoutingPolicy} arranges them.
 *
 * <p>Fails static: when nobody is left, the last servers stay; when the policy throws or makes an unsound plan, all serve
 * everything with equal weights. Pure: the same arguments give the same decision.
 *
 * @param nodeSlots requests a node runs at once; 0 if that is not known
 */
public record Planner(RoutingPolicy policy, Floor floor, MainNode mainNode, int nodeSlots) {

    /** One that is not told how many requests a node runs at once. */
    public Planner(RoutingPolicy policy, Floor floor, MainNode mainNode) {
        this(policy, floor, mainNode, 0);
    }

    public Decision decide(Situation situation, PlanMemory memory, Instant now) {
        Floor.Serving serving = floor.choose(situation.cluster(), now);
        List<Node> nodes = serving.nodes().stream().sorted(Node.BY_ADDRESS).toList();
        if (nodes.isEmpty()) {
            return nobodyLeft(situation, memory);
        }
        List<String> reasons = new ArrayList<>();
        serving.kept()
                .forEach(node -> reasons.add("kept " + node.address() + ": live-share floor " + floor.share()
                        + ", though " + node.reason()));
        serving.recalled()
                .forEach(node ->
                        reasons.add(node.address() + " serves though " + node.reason() + " (no other node answers)"));
        Weights.Weighed weighed = nodeSlots > 0
                ? Weights.weighBySpeed(nodes, situation.signals(), memory.weights(), now)
                : Weights.weigh(nodes, situation.signals(), memory.weights(), now);
        List<Node> living = situation.cluster().up();
        Node main = mainNode.choose(living.isEmpty() ? nodes : living, situation.agreedMain(), memory.main());
        RoutingPlan plan = arrange(candidates(weighed.servers(), main.address(), situation), reasons);
        PlanMemory next = new PlanMemory(weighed.servers(), weighed.memory(), Optional.of(main.address()));
        return new Decision(plan, next, Optional.of(main), weighed.proposal(), reasons);
    }

    private Decision nobodyLeft(Situation situation, PlanMemory memory) {
        if (memory.servers().isEmpty()) {
            Pool nobody = new Pool(Pool.ALL, Balancing.ROUND_ROBIN, List.of());
            return new Decision(
                    RoutingPlan.ofOnePool(nobody), memory, Optional.empty(), Map.of(), List.of("no node is known yet"));
        }
        List<String> reasons = new ArrayList<>(List.of("kept the last plan: no node answers"));
        Address main = memory.main().orElse(memory.servers().get(0).address());
        RoutingPlan plan = arrange(candidates(memory.servers(), main, situation), reasons);
        return new Decision(plan, memory, Optional.empty(), Map.of(), reasons);
    }

    private Candidates candidates(List<Server> servers, Address main, Situation situation) {
        Map<Address, Integer> learned = situation.signals().slots();
        Map<Address, Integer> slots = servers.stream()
                .map(Server::address)
                .filter(address -> nodeSlots > 0 || learned.getOrDefault(address, 0) > 0)
                .collect(Collectors.toMap(
                        Function.identity(), address -> nodeSlots > 0 ? nodeSlots : learned.getOrDefault(address, 0)));
        int all = slots.values().stream().mapToInt(Integer::intValue).sum();
        Tuning tuning = situation
                .signals()
                .demand()
                .map(demand -> Tuning.of(demand, all))
                .orElse(Tuning.NONE);
        return new Candidates(
                servers, main, situation.classes(), slots, nodeSlots > 0 ? tuning.forGivenSlots() : tuning);
    }

    private RoutingPlan arrange(Candidates candidates, List<String> reasons) {
        try {
            return sound(policy.arrange(candidates), candidates);
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            reasons.add("policy " + policy.name() + " failed, all nodes serve everything: " + thrown);
            List<Server> equal = candidates.servers().stream()
                    .map(server -> Server.primary(server.address(), 1))
                    .toList();
            return RoutingPlan.ofOnePool(new Pool(Pool.ALL, Balancing.ROUND_ROBIN, equal));
        }
    }

    /** What a policy from elsewhere must not get wrong, since Nginx would refuse it or send requests astray. */
    private static RoutingPlan sound(RoutingPlan plan, Candidates candidates) {
        Set<Address> known = candidates.servers().stream().map(Server::address).collect(Collectors.toSet());
        List<Pool> pools = plan.pools();
        boolean sound = pools.stream().noneMatch(pool -> pool.servers().isEmpty())
                && pools.stream().allMatch(pool -> known.containsAll(pool.addresses()))
                && pools.stream().map(Pool::name).distinct().count() == pools.size();
        if (!sound) {
            throw new IllegalArgumentException(
                    "pools: " + pools + " (expected: each with a name of its own, of candidates only, not empty)");
        }
        return plan;
    }
}
