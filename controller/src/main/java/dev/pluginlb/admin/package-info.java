/**
 * The admin API: what the controller sees, and the wishes an operator may utter, over HTTP on a loopback address.
 *
 * <p>The only user of Javalin. Decides nothing and touches neither Redis nor Nginx: everything goes through
 * {@link dev.pluginlb.control.Controller}.
 */
@NullMarked
package dev.pluginlb.admin;

import org.jspecify.annotations.NullMarked;
