package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.LiveWatch;
import dev.pluginlb.plan.RoutingPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Who is drained, what operators wish of that, and how far each drained node has come. Confined to the control loop.
 *
 * <p>A wish is refused, or written to Redis by the effects; when it is there it is fulfilled by the next proven config that
 * agrees with it.
 */
final class Drains {

    static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<Address, Emptying> emptying = new HashMap<>();
    private final Map<DrainWish, Instant> wishes = new LinkedHashMap<>();
    private Map<Address, Drain> known = Map.of();

    void are(Map<Address, Drain> drains) {
        known = Map.copyOf(drains);
        emptying.keySet().retainAll(drains.keySet());
        drains.keySet().forEach(node -> emptying.computeIfAbsent(node, Emptying::new));
    }

    Map<Address, Drain> known() {
        return known;
    }

    /**
     * Takes a wish in hand.
     *
     * @param pinned the release that an operator went back to, in which the node stands for all we know
     * @return whether it may be carried out; if not it is refused
     */
    boolean accept(DrainWish wish, ClusterSnapshot cluster, Optional<String> pinned, Instant now) {
        Optional<String> objection = pinned.map(version -> "pinned to " + version
                        + ", so nothing changes what is live (do first: pluginlb rollback --resume)")
                .or(() -> wish.drain().flatMap(drain -> lastOne(wish.node(), cluster)));
        objection.ifPresentOrElse(wish::refuse, () -> wishes.put(wish, now));
        return objection.isEmpty();
    }

    private Optional<String> lastOne(Address node, ClusterSnapshot cluster) {
        boolean anotherServes =
                cluster.up().stream().map(Node::address).anyMatch(other -> !other.equals(node) && !isLeaving(other));
        return anotherServes || known.containsKey(node)
                ? Optional.empty()
                : Optional.of(node + " is the last node that serves (start another one, or undrain one, first)");
    }

    private boolean isLeaving(Address node) {
        return wishes.keySet().stream()
                .anyMatch(wish -> wish.node().equals(node) && wish.drain().isPresent());
    }

    void notWritten(DrainWish wish, String why) {
        if (wishes.remove(wish) != null) {
            wish.refuse("nothing was changed, Redis cannot be written: " + why);
        }
    }

    void probed(ProbeResult result, Instant now) {
        Emptying node = emptying.get(result.target());
        if (node != null) {
            node.probed(result, now);
        }
    }

    void looked(LiveWatch.Look look) {
        emptying.values().forEach(node -> node.looked(look));
    }

    /** An attempt ended that was made while these drains were known. */
    List<DrainWish> failed() {
        return take(this::isKnown);
    }

    /** What is proven live now, and whether it is what is planned; gives the wishes that are fulfilled by it. */
    List<DrainWish> live(Optional<RoutingPlan> plan, boolean asPlanned, Instant now) {
        emptying.forEach((node, state) ->
                state.isOut(plan.filter(live -> !names(live, node)).isPresent(), now));
        List<DrainWish> late = take(
                wish -> Duration.between(wishes.getOrDefault(wish, now), now).compareTo(LONGEST) > 0);
        late.forEach(wish -> wish.refuse("not live within " + LONGEST.toMinutes() + " minutes; it stays wished"));
        return asPlanned ? take(this::isKnown) : List.of();
    }

    SortedMap<Address, DrainState> states(ClusterSnapshot cluster, Optional<InFlight> count) {
        SortedMap<Address, DrainState> states = new TreeMap<>();
        known.forEach((node, drain) -> {
            boolean answers =
                    cluster.draining().stream().anyMatch(one -> one.address().equals(node));
            states.put(node, emptying.computeIfAbsent(node, Emptying::new).state(drain, count, answers));
        });
        return states;
    }

    private boolean isKnown(DrainWish wish) {
        return known.containsKey(wish.node()) == wish.drain().isPresent();
    }

    private List<DrainWish> take(Predicate<DrainWish> these) {
        List<DrainWish> taken =
                new ArrayList<>(wishes.keySet().stream().filter(these).toList());
        taken.forEach(wishes::remove);
        return taken;
    }

    private static boolean names(RoutingPlan plan, Address node) {
        return plan.pools().stream().anyMatch(pool -> pool.addresses().contains(node));
    }

    /** The outcome of a wish that what is live already agrees with. */
    static ApplyOutcome proven(String version) {
        return new ApplyOutcome(ApplyOutcome.Result.PROVEN, version, "", Duration.ZERO);
    }
}
