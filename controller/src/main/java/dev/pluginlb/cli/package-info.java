/**
 * The command line: reads words, prints words, ends with a number.
 *
 * <p>The only user of Picocli. No routing and no HTTP server may be here.
 */
@NullMarked
package dev.pluginlb.cli;

import org.jspecify.annotations.NullMarked;
