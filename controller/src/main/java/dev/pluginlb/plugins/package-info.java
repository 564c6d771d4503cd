/**
 * Finds what others add to pluginlb: routing policies, in jars of the state folder and on the class path.
 *
 * <p>The only room that loads code. Decides nothing: what a policy may do, {@link dev.pluginlb.policy} says.
 */
@NullMarked
package dev.pluginlb.plugins;

import org.jspecify.annotations.NullMarked;
