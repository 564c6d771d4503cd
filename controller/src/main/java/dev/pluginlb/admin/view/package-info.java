/**
 * What is on the wire of the admin API, as values: written by the server, read by the command line.
 *
 * <p>Nothing of HTTP may be here. Names and meanings are part of the contract; null stands for what is not known.
 */
@NullMarked
package dev.pluginlb.admin.view;

import org.jspecify.annotations.NullMarked;
