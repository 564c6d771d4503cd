package dev.pluginlb.traffic;

/**
 * One request that Nginx has begun to forward.
 *
 * @param worker Nginx's process that runs it
 * @param id the same at its end, and of no other request that runs
 */
public record StartedRequest(long worker, String id, EndpointKey endpoint) {}
