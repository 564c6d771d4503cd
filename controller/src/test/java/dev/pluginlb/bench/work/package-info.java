/**
 * What the benchmark asks for and what could be had at best: traces of arrivals, nodes as queues, and an exact simulation.
 *
 * <p>No clock, thread or socket may be here.
 */
@NullMarked
package dev.pluginlb.bench.work;

import org.jspecify.annotations.NullMarked;
