/**
 * Receives Nginx's feed: one line for each finished request, on loopback.
 *
 * <p>What a line means for routing is decided elsewhere; nothing here may hold up or fail because of what a line says.
 */
@NullMarked
package dev.pluginlb.accesslog;

import org.jspecify.annotations.NullMarked;
