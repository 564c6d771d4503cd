package dev.pluginlb;

import static dev.pluginlb.cli.ExitCode.UNREACHABLE;

import dev.pluginlb.cli.Finding;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.config.Settings;
import dev.pluginlb.redis.Junk;
import dev.pluginlb.redis.RedisLook;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Whether Redis holds what the daemons should write: where they register, how fresh that is, and by whose clock. */
final class RedisCheck {

    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofSeconds(5);

    private final Settings settings;
    private final Instant now;

    RedisCheck(Settings settings, Instant now) {
        this.settings = settings;
        this.now = now;
    }

    /** @throws JedisException if Redis is out of reach */
    List<Finding> look() throws IOException {
        Wiring wiring = new Wiring(settings);
        List<Finding> findings = new ArrayList<>();
        try (UnifiedJedis redis = wiring.redis().client()) {
            RedisLook look = new RedisLook(redis);
            List<Heartbeat> beating = look.heartbeats(wiring.keys(), new Junk()).stream()
                    .filter(heartbeat -> heartbeat.source() != Source.STATIC)
                    .toList();
            if (beating.isEmpty()) {
                findings.add(nobody(look, wiring.keys().daemonNodes()));
            } else {
                freshness(beating, findings);
            }
            clock(look, findings);
        }
        return findings;
    }

    /** Redis's own words lead to the mend. */
    static Finding unreachable(Settings settings, String words) {
        return Finding.problem(
                UNREACHABLE, "Redis: " + new Wiring(settings).redis().place() + ": " + words, mend(words));
    }

    private static String mend(String words) {
        if (words.contains("NOAUTH")) {
            return "it asks for a password: redis.password or redis.password-file (in Dify's .env REDIS_PASSWORD)";
        }
        if (words.contains("WRONGPASS") || words.contains("invalid password")) {
            return "the name or the password is another: redis.username, redis.password (redis-cli --user NAME --askpass)";
        }
        if (words.contains("entinel")) {
            return "redis.sentinel.nodes, redis.sentinel.service-name: from here redis-cli -h HOST -p 26379 SENTINEL"
                    + " GET-MASTER-ADDR-BY-NAME NAME must answer (with redis.sentinel.password: --askpass)";
        }
        if (Stream.of("certif", "trust anchors", "subject alternative").anyMatch(words::contains)) {
            return "the certificate must be for the very name or address that is connected to, and be signed by one of"
                    + " redis.tls.ca-file (openssl s_client -connect HOST:PORT -CAfile FILE)";
        }
        if (words.contains("NOPERM")) {
            return "this user may not do that: let it read the daemons' keys and write ours (ACL SETUSER), or take another";
        }
        if (words.contains("refused")) {
            return "nothing listens there: is Redis running? Elsewhere? redis.host, redis.port; does it listen on this"
                    + " address (bind in redis.conf)?";
        }
        return words.contains("timed out")
                ? "a firewall, or another network: from here redis-cli -h HOST -p PORT ping must answer"
                : "redis.host, redis.port, redis.username, redis.password, redis.tls";
    }

    private Finding nobody(RedisLook look, String key) {
        SortedSet<String> others = look.prefixes();
        if (!others.isEmpty()) {
            return Finding.warning(
                    "Redis: readable, but no node is registered in " + key + "; there are daemons under: "
                            + String.join(", ", others),
                    "set redis.key-prefix to theirs (their REDIS_KEY_PREFIX)");
        }
        return Finding.warning(
                "Redis: readable, but no node is registered in " + key,
                "are the daemons running? redis.key-prefix must be their REDIS_KEY_PREFIX, redis.db their REDIS_DB ("
                        + settings.redis().db() + " is looked into)");
    }

    private void freshness(List<Heartbeat> beating, List<Finding> findings) {
        long newest = beating.stream().mapToLong(Heartbeat::lastPing).max().orElse(0);
        Duration age = Duration.between(Instant.ofEpochSecond(newest), now);
        Duration allowed = settings.discovery().heartbeatTimeout().plus(CLOCKS_MAY_DIFFER);
        if (age.compareTo(allowed) > 0) {
            findings.add(Finding.warning(
                    "heartbeats: the newest of " + beating.size() + " is " + age.toSeconds()
                            + " s old (expected: at most "
                            + settings.discovery().heartbeatTimeout().toSeconds() + " s)",
                    "the daemons write no more, or into another Redis or another redis.db; or their clock is behind"));
        } else if (age.compareTo(CLOCKS_MAY_DIFFER.negated()) < 0) {
            findings.add(Finding.warning(
                    "heartbeats: the newest is " + age.negated().toSeconds() + " s in the future",
                    "a clock is wrong, that node's or this machine's: run NTP on both"));
        } else {
            findings.add(Finding.ok("heartbeats: " + beating.size() + " nodes, the newest is fresh"));
        }
    }

    /** Nothing of ours compares clocks, but logs and the daemons' own votes do. */
    private void clock(RedisLook look, List<Finding> findings) {
        Duration ahead = Duration.between(now, look.time());
        if (ahead.abs().compareTo(CLOCKS_MAY_DIFFER) > 0) {
            findings.add(Finding.warning(
                    "clock: Redis's is " + ahead.abs().toSeconds() + " s "
                            + (ahead.isNegative() ? "behind" : "ahead of") + " this machine's",
                    "run NTP on both"));
        }
    }
}
