package dev.pluginlb.demo;

import dev.pluginlb.cluster.Ip;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** The {@code --key=value} arguments of a stand-in that runs as its own process, applied in the order given. */
final class StandInFlags {

    private static final String LISTEN_RULE = "IP:port, port 0 for a free one";

    private static final Map<String, BiFunction<StandInOptions, String, StandInOptions>> FLAGS = Map.ofEntries(
            Map.entry("listen", StandInFlags::listen),
            Map.entry("advertise", (options, ips) -> options.withAdvertised(ips(ips))),
            Map.entry(
                    "redis-host",
                    (options, host) -> options.withRedis(options.redis().withHost(host))),
            Map.entry(
                    "redis-port",
                    (options, port) -> options.withRedis(
                            options.redis().withPort(Expected.number("redis-port", port, 1, 65_535)))),
            Map.entry(
                    "redis-password",
                    (options, word) -> options.withRedis(options.redis().withPassword(word))),
            Map.entry(
                    "redis-db",
                    (options, db) ->
                            options.withRedis(options.redis().withDb(Expected.number("redis-db", db, 0, 9999)))),
            Map.entry(
                    "key-prefix",
                    (options, prefix) -> options.withRedis(options.redis().withKeyPrefix(prefix))),
            Map.entry("heartbeat", (options, span) -> options.withHeartbeat(Spans.parse("heartbeat", span))),
            Map.entry("vote", (options, span) -> options.withVoteInterval(Spans.parse("vote", span))),
            Map.entry(
                    "slots",
                    (options, slots) -> options.withWorkload(
                            options.workload().withSlots(Expected.number("slots", slots, 0, 1_000_000)))),
            Map.entry(
                    "items",
                    (options, items) -> options.withWorkload(
                            options.workload().withItems(Expected.number("items", items, 1, Workload.MAX_ITEMS)))),
            Map.entry(
                    "short-delay",
                    (options, span) -> options.withWorkload(options.workload()
                            .withDelays(
                                    Spans.parse("short-delay", span),
                                    options.workload().longDelay()))),
            Map.entry(
                    "long-delay",
                    (options, span) -> options.withWorkload(options.workload()
                            .withDelays(options.workload().shortDelay(), Spans.parse("long-delay", span)))),
            Map.entry("server-key", StandInOptions::withServerKey),
            Map.entry("plugins", (options, ids) -> options.withPlugins(words(ids))),
            Map.entry("not-ready", (options, ids) -> options.withNotReady(Set.copyOf(words(ids)))));

    private StandInFlags() {}

    static StandInOptions parse(List<String> arguments) {
        StandInOptions options = StandInOptions.of(RedisSite.of("127.0.0.1", 6379));
        for (String argument : arguments) {
            options = apply(options, argument);
        }
        return options;
    }

    private static StandInOptions apply(StandInOptions options, String argument) {
        int equals = argument.indexOf('=');
        if (!argument.startsWith("--") || equals < 0) {
            throw Expected.rule("argument", argument, "--key=value");
        }
        BiFunction<StandInOptions, String, StandInOptions> flag = FLAGS.get(argument.substring(2, equals));
        if (flag == null) {
            throw Expected.rule(
                    "argument",
                    argument,
                    "one of " + FLAGS.keySet().stream().sorted().toList());
        }
        return flag.apply(options, argument.substring(equals + 1));
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
