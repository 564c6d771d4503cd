/**
 * How fast something may be repeated.
 *
 * <p>Pure: no clock, no thread, and nothing of what is repeated.
 */
@NullMarked
package dev.pluginlb.pace;

import org.jspecify.annotations.NullMarked;
