/**
 * Real outside things that tests start, stop and hurt.
 *
 * <p>No test may be here, and nothing that skips when a program is missing: that is a failure.
 */
@NullMarked
package dev.pluginlb.testing;

import org.jspecify.annotations.NullMarked;
