package dev.pluginlb.bench.work;

/**
 * A request and when it is due, in nanoseconds from the start of the trace.
 */
public record Arrival(long at, Job job) {}
