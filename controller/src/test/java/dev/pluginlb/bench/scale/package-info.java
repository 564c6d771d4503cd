/**
 * What pluginlb costs with many nodes and endpoints: a real Redis and Nginx, real listeners, the program as it is started.
 *
 * <p>No look into a running pluginlb may be here but through its admin API and {@code /proc}.
 */
@NullMarked
package dev.pluginlb.bench.scale;

import org.jspecify.annotations.NullMarked;
