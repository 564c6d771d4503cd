/**
 * The program: starts the parts, hands them on from one configuration to the next, and ends them; the only place that takes
 * the system's clock.
 *
 * <p>No decision is made here. How a part is made for the settings stands in {@link dev.pluginlb.wiring}.
 */
@NullMarked
package dev.pluginlb;

import org.jspecify.annotations.NullMarked;
