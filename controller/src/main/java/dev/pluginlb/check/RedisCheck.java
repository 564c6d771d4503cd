package dev.pluginlb.check;

import static dev.pluginlb.cli.ExitCode.UNREACHABLE;
import static dev.pluginlb.cli.ExitCode.USAGE;

import dev.pluginlb.cli.Finding;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.config.Settings;
import dev.pluginlb.redis.Junk;
import dev.pluginlb.redis.Keys;
import dev.pluginlb.redis.RedisLook;
import dev.pluginlb.wiring.Wiring;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;

/** Whether Redis holds what the daemons should write: where they register, how fresh that is, and by whose clock. */
final class RedisCheck {

    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofSeconds(5);

    private static final int MOST_PREFIXES = 5;
    private static final String THEIR_PREFIX = "set redis.key-prefix to theirs (their REDIS_KEY_PREFIX)";

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
            findings.add(registered(look, wiring.keys()));
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

    private Finding registered(RedisLook look, Keys keys) {
        List<Heartbeat> registered;
        try {
            registered = heartbeats(look, keys);
        } catch (JedisAccessControlException forbidden) {
            return elsewhere(look, keys).orElseThrow(() -> forbidden);
        }
        if (registered.stream().anyMatch(this::isFresh)) {
            return freshness(registered);
        }
        return elsewhere(look, keys).orElseGet(() -> registered.isEmpty() ? nobody(look, keys) : freshness(registered));
    }

    private static List<Heartbeat> heartbeats(RedisLook look, Keys keys) {
        return look.heartbeats(keys, new Junk()).stream()
                .filter(heartbeat -> heartbeat.source() != Source.STATIC)
                .toList();
    }

    /** That daemons beat under another prefix alone: with ours none will ever be found. */
    private Optional<Finding> elsewhere(RedisLook look, Keys keys) {
        if (!settings.discovery().fixed().isEmpty()) {
            return Optional.empty();
        }
        List<String> beating = look.prefixes().stream()
                .limit(MOST_PREFIXES)
                .filter(prefix -> isBeating(look, new Keys(prefix, keys.stats())))
                .toList();
        return beating.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.problem(
                        USAGE,
                        "Redis: no node beats in " + keys.daemonNodes() + ", but daemons do under: "
                                + String.join(", ", beating),
                        THEIR_PREFIX));
    }

    private boolean isBeating(RedisLook look, Keys keys) {
        try {
            return heartbeats(look, keys).stream().anyMatch(this::isFresh);
        } catch (JedisAccessControlException notForUs) {
            return false;
        }
    }

    private Finding nobody(RedisLook look, Keys keys) {
        String nobody = "Redis: readable, but no node is registered in " + keys.daemonNodes();
        SortedSet<String> others = look.prefixes();
        if (!others.isEmpty()) {
            String named = others.stream().limit(MOST_PREFIXES).collect(Collectors.joining(", "));
            return Finding.warning(nobody + "; there are daemons under: " + named, THEIR_PREFIX);
        }
        return Finding.warning(
                nobody,
                "are the daemons running? redis.key-prefix must be their REDIS_KEY_PREFIX, redis.db their REDIS_DB ("
                        + settings.redis().db() + " is looked into)");
    }

    private boolean isFresh(Heartbeat heartbeat) {
        return age(heartbeat.lastPing()).compareTo(allowed()) <= 0;
    }

    private Duration age(long ping) {
        return Duration.between(Instant.ofEpochSecond(ping), now);
    }

    private Duration allowed() {
        return settings.discovery().heartbeatTimeout().plus(CLOCKS_MAY_DIFFER);
    }

    private Finding freshness(List<Heartbeat> beating) {
        long newest = beating.stream().mapToLong(Heartbeat::lastPing).max().orElse(0);
        Duration age = age(newest);
        if (age.compareTo(allowed()) > 0) {
            return Finding.warning(
                    "heartbeats: the newest of " + beating.size() + " is " + age.toSeconds()
                            + " s old (expected: at most "
                            + settings.discovery().heartbeatTimeout().toSeconds() + " s)",
                    "the daemons write no more, or into another Redis or another redis.db; or their clock is behind");
        }
        if (age.compareTo(CLOCKS_MAY_DIFFER.negated()) < 0) {
            return Finding.warning(
                    "heartbeats: the newest is " + age.negated().toSeconds() + " s in the future",
                    "a clock is wrong, that node's or this machine's: run NTP on both");
        }
        return Finding.ok("heartbeats: " + beating.size() + " nodes, the newest is fresh");
    }

    /** By them one tells how silent other controllers are and how old statistics; logs and the daemons' own votes compare them, too. */
    private void clock(RedisLook look, List<Finding> findings) {
        Duration ahead = look.time().map(there -> Duration.between(now, there)).orElse(Duration.ZERO);
        if (ahead.abs().compareTo(CLOCKS_MAY_DIFFER) > 0) {
            findings.add(Finding.warning(
                    "clock: Redis's is " + ahead.abs().toSeconds() + " s "
                            + (ahead.isNegative() ? "behind" : "ahead of") + " this machine's",
                    "run NTP on both"));
        }
    }
}
