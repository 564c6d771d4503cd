package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.e2e.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** A value of 40 MB, or half a million entries, ended the controller for want of memory, again at each start. */
class HugeValuesTest extends OnRedis {

    private static final int MEGABYTES = 12;

    @TempDir
    Path folder;

    @Test
    void nothingThatIsHugeFillsTheMemoryAndWhatIsOursIsRightAgainAfterIt() throws Exception {
        server.ask(jedis -> {
            List.of(KEYS.status(), KEYS.drained(), KEYS.weights(), KEYS.customStats(), KEYS.flushed())
                    .forEach(key -> hugeField(jedis, key, "n1"));
            hugeField(jedis, KEYS.requestStats(), AllUses.KEY.value());
            List.of(KEYS.leader(), KEYS.term(), KEYS.main(), KEYS.daemonMaster())
                    .forEach(key -> huge(jedis, key));
            List.of(KEYS.daemonNodes(), KEYS.nodeStatus(), KEYS.controllers()).forEach(key -> crowd(jedis, key));
            return jedis.eval("for i = 1, 60000 do redis.call('SADD', KEYS[1], '/' .. i) end", 1, KEYS.longRequests());
        });

        try (ChildJvm child =
                ChildJvm.run(Uses.class, folder, List.of("-Xmx40m"), Map.of(), server.host() + ":" + server.port())) {
            assertThat(child.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.process().exitValue())
                    .as(Files.readString(
                            child.output().resolveSibling(child.output().getFileName() + ".err")))
                    .isZero();
        }
        assertThat(redis.hstrlen(KEYS.requestStats(), AllUses.KEY.value()))
                .as("what a request of that endpoint has replaced")
                .isLessThan(1000);
    }

    private static void hugeField(Jedis jedis, String key, String field) {
        jedis.eval("redis.call('HSET', KEYS[1], ARGV[1], string.rep('x', " + (MEGABYTES << 20) + "))", 1, key, field);
    }

    private static void huge(Jedis jedis, String key) {
        jedis.eval("redis.call('SET', KEYS[1], string.rep('x', " + (MEGABYTES << 20) + "))", 1, key);
    }

    private static void crowd(Jedis jedis, String key) {
        jedis.eval("for i = 1, 60000 do redis.call('HSET', KEYS[1], 'n' .. i, '{}') end", 1, key);
    }

    /** Everything that reads and writes, in a little memory. */
    static final class Uses {

        private Uses() {}

        public static void main(String[] args) {
            Instant now = Instant.ofEpochSecond(1_785_000_000);
            Junk met = new Junk();
            try (UnifiedJedis redis = RedisClient.create("redis://" + args[0])) {
                ClusterReading reading = AllUses.read(redis, met, now);
                assertThat(reading.wrong()).hasSize(10);
                AllUses.write(redis, met, now);
                AllUses.read(redis, met, now);
            }
            assertThat(met.count()).isLessThan(30);
        }
    }
}
