package dev.pluginlb.traffic;

/**
 * One request that Nginx has begun to forward.
 *
 * @param id the same at its end, and of no other request that runs
 */
public record StartedRequest(String id, EndpointKey endpoint) {}
