package dev.pluginlb.simulate;

import dev.pluginlb.dispatch.DispatchRule;
import dev.pluginlb.dispatch.FewestInFlight;
import dev.pluginlb.dispatch.InTurn;
import dev.pluginlb.dispatch.TwoTierLive;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be compared, by the names of the command line. */
public enum Policy {
    /** One central queue, see {@link CentralQueue}. */
    BOUND,
    ROUND_ROBIN,
    LEAST_CONN,
    RANDOM_TWO,
    /** The seed's rule as stock Nginx does it: long requests never on the main node. */
    SPLIT,
    /** The seed's rule on live counts. */
    TWO_TIER,
    /** With the slots given. */
    ADAPTIVE,
    /** With the slots learned from how long requests take. */
    ADAPTIVE_LEARNED;

    /** @throws IllegalArgumentException if there is no such name; the message lists all */
    public static Policy named(String name) {
        return Arrays.stream(values())
                .filter(policy -> policy.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("policy: " + name + " (expected: one of "
                        + Arrays.stream(values()).map(Policy::toString).collect(Collectors.joining(", ")) + ")"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One run of a workload. */
    Figures run(Scenario scenario, List<Request> workload) {
        Tally tally = new Tally(scenario.warmUp());
        if (this == BOUND) {
            CentralQueue.run(scenario.nodes(), workload, tally);
        } else {
            new Simulation(scenario, workload, contender(scenario.nodes()), tally).run();
        }
        return tally.figures();
    }

    private Contender contender(List<NodeSpec> nodes) {
        return switch (this) {
            case ADAPTIVE -> new Adaptive(nodes);
            case ADAPTIVE_LEARNED -> new LearnedSlots(nodes);
            default -> fixed();
        };
    }

    private Contender fixed() {
        DispatchRule rule = switch (this) {
            case ROUND_ROBIN -> new InTurn();
            case RANDOM_TWO -> new BestOfTwo();
            case SPLIT -> new Split();
            case TWO_TIER -> new TwoTierLive(0);
            default -> new FewestInFlight();
        };
        return () -> rule;
    }
}
