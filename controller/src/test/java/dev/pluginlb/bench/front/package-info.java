/**
 * The contenders: real proxies between the load and the nodes, each with nodes of its own.
 *
 * <p>No look into pluginlb may be here: it is a program with a settings file, as the others are.
 */
@NullMarked
package dev.pluginlb.bench.front;

import org.jspecify.annotations.NullMarked;
