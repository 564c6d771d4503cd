package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.RedisSite;
import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.testing.RedisServer;
import dev.pluginlb.testing.Sentinels;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis as Sentinels give it: a master, a replica and three Sentinels, all of them processes. */
class SentinelTest {

    @TempDir
    Path folder;

    @Test
    void aNewMasterIsFollowedWhileNginxLosesNothing() {
        try (RedisServer replica = RedisServer.start();
                Cluster cluster = Cluster.in(folder)) {
            follow(replica, cluster.redis());
            try (Sentinels sentinels = Sentinels.watching(cluster.redis(), 1, folder)) {
                behind(cluster, sentinels).start(2);
                try (Traffic traffic = cluster.traffic()) {
                    await().atMost(Cluster.DEADLINE).until(() -> cluster.admin().leads() && total(cluster) > 0);
                    Optional<String> term = term(cluster.redis());

                    cluster.redis().pause(); // worse than death: connections stay, and nobody answers
                    sentinels.awaitMaster(replica);
                    StandInDaemon third =
                            cluster.join(options -> options.withRedis(RedisSite.of(replica.host(), replica.port())));
                    traffic.awaitAnswerOf(third);
                    long known = total(cluster);
                    await().atMost(Cluster.DEADLINE).until(() -> total(cluster) > known);
                    await().atMost(Cluster.DEADLINE).until(() -> cluster.admin().leads());
                    assertThat(term(replica))
                            .isPresent()
                            .get()
                            .satisfies(now -> assertThat(Long.parseLong(now))
                                    .as("the term goes on from the old master's")
                                    .isGreaterThanOrEqualTo(Long.parseLong(term.orElseThrow())));
                    assertThat(cluster.admin().freshness()).isEqualTo("live");

                    cluster.redis().resume(); // comes back as a replica, and must not be taken for the master
                    long then = total(cluster);
                    await().atMost(Cluster.DEADLINE).until(() -> isReplica(cluster.redis()));
                    await().atMost(Cluster.DEADLINE).until(() -> total(cluster) > then);
                    assertThat(traffic.end().reasons()).isEmpty();
                }
            }
        }
    }

    @Test
    void aControllerThatStartsBeforeItsSentinelsFindsThemWhenTheyCome() {
        try (Cluster cluster = Cluster.in(folder)) {
            Sentinels gone = Sentinels.watching(cluster.redis(), 0, folder);
            behind(cluster, gone).join();
            gone.close();
            cluster.startController();
            await().atMost(Cluster.DEADLINE)
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> cluster.admin().reasons().contains("entinel"));
            assertThat(cluster.admin().freshness()).isNotEqualTo("live");
            Sentinels back = gone.again();
            try {
                cluster.awaitServing(1);
            } finally {
                back.close();
            }
        }
    }

    private static Cluster behind(Cluster cluster, Sentinels sentinels) {
        return cluster.set("redis.port", "1") // where nothing is
                .set("redis.sentinel.enabled", "true")
                .set("redis.sentinel.nodes", sentinels.nodes())
                .set("redis.sentinel.service-name", Sentinels.SERVICE);
    }

    private static void follow(RedisServer replica, RedisServer master) {
        replica.ask(jedis -> jedis.replicaof(master.host(), master.port()));
    }

    private static boolean isReplica(RedisServer redis) {
        return redis.ask(jedis -> jedis.info("replication")).contains("role:slave");
    }

    private static Optional<String> term(RedisServer redis) {
        return Optional.ofNullable(redis.ask(jedis -> jedis.get("pluginlb:term")));
    }

    /** All requests that Redis knows of; one that is counted twice, or forgotten, would be told by StatsStoreExactTest. */
    private static long total(Cluster cluster) {
        return StreamSupport.stream(
                        cluster.internal()
                                .get("/cluster/stats")
                                .json()
                                .path("endpoints")
                                .spliterator(),
                        false)
                .mapToLong(endpoint -> endpoint.path("total").asLong())
                .sum();
    }
}
