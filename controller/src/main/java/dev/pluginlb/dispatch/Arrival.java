package dev.pluginlb.dispatch;

import dev.pluginlb.traffic.RequestClass;
import java.time.Duration;

/**
 * A request that is to be placed.
 *
 * @param waited since it arrived
 * @param turn how many were placed before it; where nodes are alike, it says with which one to begin
 */
public record Arrival(RequestClass type, Duration waited, long turn) {

    boolean isLong() {
        return type == RequestClass.LONG;
    }
}
