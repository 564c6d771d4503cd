/**
 * Asks the nodes themselves whether they are there.
 *
 * <p>What an answer means is not decided here; see {@code cluster.Liveness}.
 */
@NullMarked
package dev.pluginlb.probe;

import org.jspecify.annotations.NullMarked;
