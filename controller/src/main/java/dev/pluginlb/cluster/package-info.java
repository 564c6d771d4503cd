/**
 * The cluster as it stands: who the nodes are, where they answer, and whether they are alive.
 *
 * <p>Pure: no I/O, no clock, no thread may be here; observations and the time come in as arguments.
 */
@NullMarked
package dev.pluginlb.cluster;

import org.jspecify.annotations.NullMarked;
