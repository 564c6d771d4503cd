package dev.pluginlb.wiring;

import dev.pluginlb.redis.Junk;
import java.time.InstantSource;
import redis.clients.jedis.UnifiedJedis;

/**
 * What the parts of one controller have in common.
 *
 * @param redis the one pool of connections to Redis
 * @param junk where all report values in Redis that make no sense
 */
public record Shared(UnifiedJedis redis, Junk junk, Identity identity, InstantSource clock) {}
