package dev.pluginlb.config;

/**
 * Which node shall serve what.
 *
 * @param policy the name of one of the policies that the loader was told of
 * @param nodeSlots requests a node runs at once; 0 when that is to be learned
 * @param main the node for short requests, an id or {@code ip:port}; empty when it is agreed through Redis
 * @param minLiveShare never less than this share of the last known nodes is left in one go; 0 to 1
 */
public record RoutingSettings(String policy, int nodeSlots, String main, double minLiveShare) {}
