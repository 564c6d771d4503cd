package dev.pluginlb.bench.work;

import dev.pluginlb.bench.work.Job.Kind;

/**
 * A request that got its answer.
 *
 * @param took from when it was due, in nanoseconds
 */
public record Answered(Kind kind, long took) {}
