package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Roster;
import dev.pluginlb.plan.Service;
import dev.pluginlb.plan.ServicePool;
import dev.pluginlb.policy.Decision;
import dev.pluginlb.policy.ServicePlanner;
import dev.pluginlb.policy.ServicePlanner.Planned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The further pools: who their members are, who answers, and who therefore serves. Confined to the control loop. */
public final class Services {

    private final SortedMap<String, Watched> watched = new TreeMap<>();
    private final ServicePlanner planner;
    private List<ServiceState> states = List.of();
    private List<Planned> planned = List.of();
    private boolean planIsOld = true;
    private boolean namesMoved;

    /** A pool and its members; only the loop that watches it may use the roster. */
    public record Watched(Service service, Roster roster) {}

    public Services(ServicePlanner planner, List<Watched> pools) {
        this.planner = planner;
        pools.forEach(pool -> watched.put(pool.service().name(), pool));
    }

    /** No further pool. */
    static Services none() {
        return new Services(new ServicePlanner(0), List.of());
    }

    /** Takes over what names stood for before a restart. */
    void restore(Map<Address, List<Address>> names) {
        names.forEach((name, numbers) ->
                watched.values().forEach(pool -> pool.roster().resolved(name, numbers)));
        planIsOld = true;
    }

    void take(Input.OfServices seen, Instant now) {
        planIsOld = true;
        if (seen instanceof Input.MemberProbed probed && watched.containsKey(probed.service())) {
            watched.get(probed.service()).roster().probed(probed.result(), now);
        } else if (seen instanceof Input.NameResolved resolved) {
            watched.values().forEach(pool -> namesMoved |= pool.roster().resolved(resolved.name(), resolved.numbers()));
        }
    }

    /** Whom to probe, by the name of the pool. */
    Map<String, Set<Address>> targets() {
        Map<String, Set<Address>> targets = new TreeMap<>();
        watched.forEach((name, pool) -> targets.put(name, pool.roster().addresses()));
        return targets;
    }

    boolean isSettled() {
        return watched.values().stream().allMatch(pool -> pool.roster().isSettled());
    }

    /** What is known of all declared names. */
    Map<Address, List<Address>> names() {
        Map<Address, List<Address>> all = new TreeMap<>();
        watched.values().forEach(pool -> all.putAll(pool.roster().names()));
        return Collections.unmodifiableMap(all);
    }

    /** Whether a name has come to stand for other numbers since this was asked last. */
    boolean haveNamesMoved() {
        boolean moved = namesMoved;
        namesMoved = false;
        return moved;
    }

    /** The decision on the nodes, with what is decided on these pools. */
    Decision added(Decision decision) {
        if (watched.isEmpty()) {
            return decision;
        }
        if (planIsOld) {
            plan();
        }
        List<ServicePool> pools = planned.stream().map(Planned::pool).toList();
        List<String> reasons = new ArrayList<>(decision.reasons());
        planned.forEach(one -> reasons.addAll(one.reasons()));
        return new Decision(
                decision.plan().with(pools), decision.memory(), decision.main(), decision.proposedFactors(), reasons);
    }

    /** It depends on what was seen alone, and most turns see nothing of these pools. */
    private void plan() {
        List<Planned> next = new ArrayList<>();
        List<ServiceState> seen = new ArrayList<>();
        for (Watched one : watched.values()) {
            Planned decided = planner.plan(one.service(), one.roster().members());
            next.add(decided);
            seen.add(new ServiceState(
                    one.service(), one.roster().members(), decided.pool().servers()));
        }
        planned = List.copyOf(next);
        states = List.copyOf(seen);
        planIsOld = false;
    }

    /** As they were decided on last, sorted by name. */
    List<ServiceState> states() {
        return states;
    }
}
