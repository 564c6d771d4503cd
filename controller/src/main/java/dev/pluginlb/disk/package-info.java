/**
 * Writing files so that a crash leaves the old or the new thing, whole.
 *
 * <p>Knows nothing of what it writes.
 */
@NullMarked
package dev.pluginlb.disk;

import org.jspecify.annotations.NullMarked;
