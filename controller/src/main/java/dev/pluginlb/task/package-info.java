/**
 * Threads of our own that do tasks one after the other, at once or again and again.
 *
 * <p>Knows nothing of what the tasks are; nobody else makes executors that schedule.
 */
@NullMarked
package dev.pluginlb.task;

import org.jspecify.annotations.NullMarked;
