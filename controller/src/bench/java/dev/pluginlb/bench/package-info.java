/** Measures, with JMH, what must be fast. Run by {@code scripts/bench.sh}; no part of the build. */
@NullMarked
package dev.pluginlb.bench;

import org.jspecify.annotations.NullMarked;
