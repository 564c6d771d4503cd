/**
 * Tries out the rules of {@code dispatch} on a computed cluster: a discrete-event simulation over an invented workload or
 * a recorded one.
 *
 * <p>No clock, thread or net may be here: the same scenario gives the same figures.
 */
@NullMarked
package dev.pluginlb.simulate;

import org.jspecify.annotations.NullMarked;
