/**
 * Nodes that need no processor for what they are asked: a process that answers each request when a queue says so.
 *
 * <p>Nothing that knows of proxies or contenders may be here.
 */
@NullMarked
package dev.pluginlb.bench.node;

import org.jspecify.annotations.NullMarked;
