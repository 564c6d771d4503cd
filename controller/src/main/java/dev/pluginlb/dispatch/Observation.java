package dev.pluginlb.dispatch;

import dev.pluginlb.traffic.EndpointKey;
import java.time.Duration;

/**
 * A short request that has ended, as far as it tells of its node.
 *
 * @param inFlight requests that the node had when this one was sent to it
 * @param took on its node
 */
public record Observation(String node, EndpointKey endpoint, int inFlight, Duration took) {}
