/**
 * Asks somebody something over HTTP: one question, a connection of its own, one reply, within a time and a size.
 *
 * <p>Who is asked, and what the reply means, is not known here.
 */
@NullMarked
package dev.pluginlb.exchange;

import org.jspecify.annotations.NullMarked;
