package dev.pluginlb.policy;

import dev.pluginlb.plan.RoutingPlan;

/**
 * Arranges the serving nodes into pools. The extension point of routing: an implementation with a public constructor
 * without parameters is found by {@link java.util.ServiceLoader}, on the class path and in the jars of the folder {@code
 * plugins} in {@code state-dir}.
 *
 * <p>Implementations are pure functions, called from one thread at a time and on every turn of the control loop: no file,
 * no net, no clock, no waiting. One that throws is not asked again for that decision: all servers then serve everything
 * with equal weights, and the operator reads why.
 */
public interface RoutingPolicy {

    /**
     * The value of {@code routing.policy} that selects it: at most 64 of a-z and 0-9 in words joined by hyphens, always
     * the same, and no other policy's name.
     */
    String name();

    /**
     * The pools for these servers. Equal candidates must give equal plans, on every controller and after every restart: a
     * plan that differs costs a reload of Nginx.
     *
     * <p>Every pool has a name of its own, at least one server that is no {@linkplain
     * dev.pluginlb.plan.Server#asBackup backup}, and no servers but the candidates; {@link
     * dev.pluginlb.plan.Pool#ALL} is always there. A plan that breaks this counts as thrown.
     *
     * @param candidates whom the floor, the probes and the operators permit, with the weights that their load gives them
     */
    RoutingPlan arrange(Candidates candidates);
}
