/**
 * What Prometheus reads, made anew of the controller's state for each reading.
 *
 * <p>Counts nothing itself: what is to be counted is counted where it happens. The labels of a series are bounded by the
 * cluster, the constants of the program, and the number of routes that are told apart.
 */
@NullMarked
package dev.pluginlb.admin.metrics;

import org.jspecify.annotations.NullMarked;
