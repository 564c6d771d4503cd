package dev.pluginlb.simulate;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.RequestClass;

/**
 * One request of a workload. Times in the simulator are seconds from its beginning.
 *
 * @param at when it arrives
 * @param work how long it runs alone on a node of speed 1
 * @param type what it is
 * @param taken what the proxy takes it for
 */
public record Request(double at, double work, RequestClass type, RequestClass taken, EndpointKey endpoint) {

    boolean isLong() {
        return type == RequestClass.LONG;
    }
}
