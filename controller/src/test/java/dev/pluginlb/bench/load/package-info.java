/**
 * Sends what a trace says, when it says so, and checks what comes back.
 *
 * <p>Nothing that knows what stands between it and the nodes may be here.
 */
@NullMarked
package dev.pluginlb.bench.load;

import org.jspecify.annotations.NullMarked;
