/**
 * Whether pluginlb, its Nginx and its Redis stay as they are under churn, learning, reloads and streams: each measure over
 * time, and a verdict on its slope.
 *
 * <p>No look into a running pluginlb may be here but through its admin API, {@code /proc} and {@code jcmd}.
 */
@NullMarked
package dev.pluginlb.bench.soak;

import org.jspecify.annotations.NullMarked;
