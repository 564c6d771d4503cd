package dev.pluginlb.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each policy makes of the same workloads: of each figure the median over all of them.
 *
 * @param bound the reference, which is always among the policies
 */
public record Comparison(Map<Policy, Figures> policies, Figures bound) {

    public static Comparison of(Scenario scenario, List<List<Request>> workloads, List<Policy> policies) {
        Map<Policy, Figures> figures = new LinkedHashMap<>();
        Figures bound = run(Policy.BOUND, scenario, workloads);
        figures.put(Policy.BOUND, bound);
        policies.forEach(policy -> figures.computeIfAbsent(policy, key -> run(key, scenario, workloads)));
        return new Comparison(figures, bound);
    }

    private static Figures run(Policy policy, Scenario scenario, List<List<Request>> workloads) {
        List<Figures> runs = new ArrayList<>();
        workloads.forEach(workload -> runs.add(policy.run(scenario, workload)));
        return Figures.median(runs);
    }
}
