/**
 * What pluginlb was told: every key from its sources, as one immutable tree of typed values with their origins.
 *
 * <p>No environment look-up, no clock, no network, and nothing that knows what a setting is used for may be here.
 */
@NullMarked
package dev.pluginlb.config;

import org.jspecify.annotations.NullMarked;
