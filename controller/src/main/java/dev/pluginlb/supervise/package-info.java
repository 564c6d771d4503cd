/**
 * Tells the service manager that started this process how it is: ready, alive, stopping.
 *
 * <p>What a controller is and does is not known here.
 */
@NullMarked
package dev.pluginlb.supervise;

import org.jspecify.annotations.NullMarked;
