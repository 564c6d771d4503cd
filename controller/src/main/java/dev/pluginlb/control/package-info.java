/**
 * The loop: takes what was observed, decides, applies, and publishes one state.
 *
 * <p>The only writer of state. Nothing here knows HTTP, Redis or FreeMarker; those deliver inputs and are called for
 * effects.
 */
@NullMarked
package dev.pluginlb.control;

import org.jspecify.annotations.NullMarked;
