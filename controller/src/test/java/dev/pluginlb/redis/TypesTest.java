package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A text in the place of the nodes' hash was counted among what makes no sense, and all was said to be well. */
class TypesTest extends OnRedis {

    @Test
    void eachKeyThatHoldsAnotherTypeIsNamedWithWhatIsThereAndWhatBelongsThere() {
        redis.set(KEYS.status(), "text");
        redis.zadd(KEYS.longRequests(), 1, "member");
        redis.hset(KEYS.main(), "field", "value");
        redis.rpush(KEYS.requestStats(), "element");

        assertThat(unread())
                .satisfiesExactly(
                        line -> assertThat(line).contains("eu:cluster:status in Redis is a string (expected: a hash)"),
                        line -> assertThat(line).contains("eu:pluginlb:main in Redis is a hash (expected: a string)"),
                        line -> assertThat(line)
                                .contains("eu:request:long_requests in Redis is a zset (expected: a set)"),
                        line -> assertThat(line).contains("eu:request:stats in Redis is a list (expected: a hash)"));
    }

    @Test
    void nothingIsSaidOfKeysThatAreAsTheyShouldBeOrNotThere() {
        AllUses.write(redis, junk, now);

        assertThat(unread()).isEmpty();
    }

    @Test
    void whoMayNotAskForTypesReadsAllTheSame() {
        redis.hset(KEYS.status(), "s", "{\"address\":\"10.0.0.5:5002\",\"last_ping_at\":8}");
        server.ask(jedis -> jedis.aclSetUser("default", "-type"));
        try {
            assertThat(reading().registrations().heartbeats()).hasSize(1);
            assertThat(unread()).isEmpty();
        } finally {
            server.ask(jedis -> jedis.aclSetUser("default", "+type"));
        }
    }

    private List<String> unread() {
        return reading().wrong();
    }

    private ClusterReading reading() {
        return new RedisClusterSource(redis, KEYS, junk).read();
    }
}
