/**
 * Asks the nodes themselves whether they are there, and which plugins they run.
 *
 * <p>What an answer means is not decided here; see {@code cluster.Liveness} and {@code cluster.PluginTable}.
 */
@NullMarked
package dev.pluginlb.probe;

import org.jspecify.annotations.NullMarked;
