/**
 * From settings to parts: how each part is made for what pluginlb was told.
 *
 * <p>Starts nothing and decides nothing: who needs which parts, and for how long, is known to those who ask.
 */
@NullMarked
package dev.pluginlb.wiring;

import org.jspecify.annotations.NullMarked;
