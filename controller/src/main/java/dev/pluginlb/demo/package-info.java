/**
 * A plugin daemon that is none: it registers, answers and fails like the official one, so that a cluster fits in one JVM.
 *
 * <p>Nothing of pluginlb's own routing, rendering or configuration may be here, and nothing outside may use it to serve
 * real plugins: it is for the demo and for tests.
 */
@NullMarked
package dev.pluginlb.demo;

import org.jspecify.annotations.NullMarked;
