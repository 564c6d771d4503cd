/**
 * Puts a rendered config into effect on a real Nginx, and proves that it is.
 *
 * <p>Everything that touches Nginx's files, processes or control listener is here; what to apply and when is decided
 * elsewhere.
 */
@NullMarked
package dev.pluginlb.nginx;

import org.jspecify.annotations.NullMarked;
