/**
 * Reads the cluster from Redis, and writes what the controllers agree on.
 *
 * <p>All keys, value formats and the Redis client are known here and nowhere else. Every value is untrusted: it becomes a
 * restricted type here, or it is reported and skipped.
 */
@NullMarked
package dev.pluginlb.redis;

import org.jspecify.annotations.NullMarked;
