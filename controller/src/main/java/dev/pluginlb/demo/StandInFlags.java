package dev.pluginlb.demo;

import dev.pluginlb.cluster.Ip;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The {@code --key=value} arguments of a stand-in that runs as its own process, applied in the order given. */
final class StandInFlags {

    private static final String LISTEN_RULE = "IP:port, port 0 for a free one";

    private static final List<Flag> ALL = List.of(
            flag("listen", "IP:PORT", "where it listens; port 0 for a free one (127.0.0.1:0)", StandInFlags::listen),
            flag(
                    "advertise",
                    "IP,...",
                    "the addresses that it registers, with its port; empty for none (where it listens)",
                    (options, ips) -> options.withAdvertised(ips(ips))),
            redis("redis-host", "HOST", "(127.0.0.1)", RedisSite::withHost),
            redis(
                    "redis-port",
                    "PORT",
                    "of the demo's Redis, which the demo prints (6379)",
                    (redis, port) -> redis.withPort(Expected.number("redis-port", port, 1, 65_535))),
            redis("redis-password", "WORD", "others on this machine can see it", RedisSite::withPassword),
            redis("redis-db", "N", "(0)", (redis, db) -> redis.withDb(Expected.number("redis-db", db, 0, 9999))),
            redis("key-prefix", "NAME", "under which daemons register (plugin_daemon)", RedisSite::withKeyPrefix),
            flag(
                    "heartbeat",
                    "TIME",
                    "between two signs of life (5s)",
                    (options, span) -> options.withHeartbeat(Spans.parse("heartbeat", span))),
            flag(
                    "vote",
                    "TIME",
                    "between two looks at which addresses of the others answer; 0s for none (30s)",
                    (options, span) -> options.withVoteInterval(Spans.parse("vote", span))),
            work(
                    "slots",
                    "N",
                    "requests that it runs at once, others wait; 0 for no limit (0)",
                    (work, slots) -> work.withSlots(Expected.number("slots", slots, 0, 1_000_000))),
            work(
                    "items",
                    "N",
                    "pieces in which an answer comes (" + Workload.usual().items() + ")",
                    (work, items) -> work.withItems(Expected.number("items", items, 1, Workload.MAX_ITEMS))),
            work(
                    "short-delay",
                    "TIME",
                    "of a short request (" + Workload.usual().shortDelay().toMillis() + "ms)",
                    (work, span) -> work.withDelays(Spans.parse("short-delay", span), work.longDelay())),
            work(
                    "long-delay",
                    "TIME",
                    "of a long one (" + Workload.usual().longDelay().toMillis() + "ms)",
                    (work, span) -> work.withDelays(work.shortDelay(), Spans.parse("long-delay", span))),
            flag(
                    "server-key",
                    "KEY",
                    "what X-Api-Key must be where daemons ask for it; empty for no check",
                    StandInOptions::withServerKey),
            flag(
                    "plugins",
                    "AUTHOR/NAME,...",
                    "that it says it has",
                    (options, ids) -> options.withPlugins(words(ids))),
            flag(
                    "not-ready",
                    "AUTHOR/NAME,...",
                    "plugins that it answers 404 for",
                    (options, ids) -> options.withNotReady(Set.copyOf(words(ids)))));

    private static final Map<String, Flag> BY_NAME =
            ALL.stream().collect(Collectors.toMap(flag -> flag.shown().name(), Function.identity()));

    /** One of them, and what it sets. */
    private record Flag(StandInFlag shown, BiFunction<StandInOptions, String, StandInOptions> setting) {}

    private StandInFlags() {}

    /** What there is, in the order of importance. */
    static List<StandInFlag> shown() {
        return ALL.stream().map(Flag::shown).toList();
    }

    static StandInOptions parse(List<String> arguments) {
        StandInOptions options = StandInOptions.of(RedisSite.of("127.0.0.1", 6379));
        for (String argument : arguments) {
            options = apply(options, argument);
        }
        return options;
    }

    private static Flag flag(
            String name, String value, String words, BiFunction<StandInOptions, String, StandInOptions> setting) {
        return new Flag(new StandInFlag(name, value, words), setting);
    }

    private static Flag redis(
            String name, String value, String words, BiFunction<RedisSite, String, RedisSite> setting) {
        return flag(name, value, words, (options, text) -> options.withRedis(setting.apply(options.redis(), text)));
    }

    private static Flag work(String name, String value, String words, BiFunction<Workload, String, Workload> setting) {
        return flag(
                name, value, words, (options, text) -> options.withWorkload(setting.apply(options.workload(), text)));
    }

    private static StandInOptions apply(StandInOptions options, String argument) {
        int equals = argument.indexOf('=');
        if (!argument.startsWith("--") || equals < 0) {
            throw Expected.rule("argument", argument, "--key=value");
        }
        Flag flag = BY_NAME.get(argument.substring(2, equals));
        if (flag == null) {
            throw Expected.rule(
                    "argument",
                    argument,
                    "one of " + BY_NAME.keySet().stream().sorted().toList());
        }
        return flag.setting().apply(options, argument.substring(equals + 1));
    }

    /** Not an Address: that has no port 0. */
    private static StandInOptions listen(StandInOptions options, String value) {
        int colon = value.lastIndexOf(':');
        if (colon < 1) {
            throw Expected.rule("listen", value, LISTEN_RULE);
        }
        String host = value.substring(0, colon).replaceAll("^\\[|]$", "");
        int port = Expected.number("listen", value.substring(colon + 1), 0, 65_535);
        Ip ip = Ip.parse(host).orElseThrow(() -> Expected.rule("listen", value, LISTEN_RULE));
        return options.withIp(ip).withPort(port);
    }

    private static List<Ip> ips(String value) {
        return words(value).stream()
                .map(word -> Ip.parse(word).orElseThrow(() -> Expected.rule("advertise", word, "IPs, comma between")))
                .toList();
    }

    private static List<String> words(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
