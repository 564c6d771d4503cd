package dev.pluginlb.policy;

import dev.pluginlb.plan.RoutingPlan;

/**
 * Arranges the serving nodes into pools. The extension point of routing.
 *
 * <p>Implementations are pure functions, called from the control loop alone. One that throws is not asked again for
 * that decision: all servers then serve everything with equal weights, and the operator reads why.
 */
public interface RoutingPolicy {

    /** The value of {@code routing.policy} that selects it: lower case words joined by hyphens. */
    String name();

    /** A plan that uses no other servers than the candidates. */
    RoutingPlan arrange(Candidates candidates);
}
