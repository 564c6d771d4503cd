/**
 * Places one request: on which node, or that it waits; from live counts, at the moment of its arrival.
 *
 * <p>Pure. This is the rule of the Lua driver, said in Java for the simulator: {@code nginx/lua/choice.lua} and this room
 * pass one table of cases, {@code dispatch-cases.txt} among the tests. What the controller computes for the rule each second
 * stands here, too: the {@code Tuning} from the {@code Demand}, and the slots of nodes. What a whole cluster's plan is
 * stands in {@code policy}.
 */
@NullMarked
package dev.pluginlb.dispatch;

import org.jspecify.annotations.NullMarked;
