/**
 * What survives a restart of the controller: the last known cluster, the history, the pin.
 *
 * <p>Plain JSON files that an operator can read; a missing or broken one costs its content and nothing else.
 */
@NullMarked
package dev.pluginlb.store;

import org.jspecify.annotations.NullMarked;
