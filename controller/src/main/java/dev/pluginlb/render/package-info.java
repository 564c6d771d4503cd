/**
 * Turns a routing plan into the bytes of an Nginx config, with FreeMarker.
 *
 * <p>No process is started and no socket opened here; the only files read are templates.
 */
@NullMarked
package dev.pluginlb.render;

import org.jspecify.annotations.NullMarked;
