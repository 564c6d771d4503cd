/**
 * Faults in a seeded order, one after the other or two at once, against a whole front under a load of which every request is
 * followed: real Nginx, Redis, nodes and controller, each a process of its own.
 *
 * <p>No look into a running pluginlb may be here but through its admin API and its files.
 */
@NullMarked
package dev.pluginlb.chaos;

import org.jspecify.annotations.NullMarked;
