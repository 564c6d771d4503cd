/**
 * The benchmark of routing: real proxies, the same arrivals for all, compared with what one central queue would reach.
 *
 * <p>No goal for speed may be asserted here: the tests of this package only see to it that what is measured is right.
 */
@NullMarked
package dev.pluginlb.bench;

import org.jspecify.annotations.NullMarked;
