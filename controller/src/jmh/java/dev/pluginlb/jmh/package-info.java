/** Measures, with JMH, what must be fast. Run by {@code scripts/jmh.sh}; no part of the build. */
@NullMarked
package dev.pluginlb.jmh;

import org.jspecify.annotations.NullMarked;
