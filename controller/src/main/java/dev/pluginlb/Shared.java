package dev.pluginlb;

import dev.pluginlb.redis.Junk;
import java.time.InstantSource;
import redis.clients.jedis.UnifiedJedis;

/** What the parts of one controller have in common. */
record Shared(UnifiedJedis redis, Junk junk, Identity identity, InstantSource clock) {}
