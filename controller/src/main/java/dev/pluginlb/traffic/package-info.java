/**
 * What is known of the requests: which endpoint a request belongs to, and which endpoints are long.
 *
 * <p>Pure: no I/O, no clock, no thread may be here.
 */
@NullMarked
package dev.pluginlb.traffic;

import org.jspecify.annotations.NullMarked;
