/**
 * Looks once at all that a daemon with some settings would work with, and tells what is wrong and how to mend it.
 *
 * <p>Nothing that a running daemon uses may be changed here: what is tried out is tried out in folders of its own.
 */
@NullMarked
package dev.pluginlb.check;

import org.jspecify.annotations.NullMarked;
