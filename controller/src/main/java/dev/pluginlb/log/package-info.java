/**
 * How the log looks, for people and for machines, and what goes into it beside what each part says by itself.
 *
 * <p>The only room that knows Logback; all others log by SLF4J.
 */
@NullMarked
package dev.pluginlb.log;

import org.jspecify.annotations.NullMarked;
