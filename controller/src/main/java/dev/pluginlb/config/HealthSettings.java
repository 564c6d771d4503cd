package dev.pluginlb.config;

import java.time.Duration;

/**
 * How nodes are probed.
 *
 * @param path what is asked for, with {@code GET}
 * @param timeout of one probe; may be longer than the interval
 * @param rise good answers in a row that bring a failed node back, at least 1
 * @param fall failures in a row that take a node out, at least 1
 */
public record HealthSettings(String path, Duration interval, Duration timeout, int rise, int fall) {}
