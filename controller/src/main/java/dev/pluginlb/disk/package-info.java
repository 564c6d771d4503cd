/**
 * Writing files so that a crash leaves the old or the new thing, whole, and reading them so that nobody waits for a pipe.
 *
 * <p>Knows nothing of what it writes.
 */
@NullMarked
package dev.pluginlb.disk;

import org.jspecify.annotations.NullMarked;
