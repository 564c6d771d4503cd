/**
 * What Nginx shall do, as a value: pools of servers, and which requests go to which pool.
 *
 * <p>Pure. Nothing that changes without changing the routing (times, counters, ids) may be here: a plan is what is
 * rendered, and its bytes make the version.
 */
@NullMarked
package dev.pluginlb.plan;

import org.jspecify.annotations.NullMarked;
