/**
 * Puts the parts together: the only place that makes effects and takes the system's clock.
 *
 * <p>No decision is made here.
 */
@NullMarked
package dev.pluginlb;

import org.jspecify.annotations.NullMarked;
