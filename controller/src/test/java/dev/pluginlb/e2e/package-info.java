/**
 * The whole product against real Redis, Nginx and stand-in plugin daemons, judged by what a client gets.
 *
 * <p>No look into the controller may be here: what it thinks is asked of its admin API.
 */
@NullMarked
package dev.pluginlb.e2e;

import org.jspecify.annotations.NullMarked;
