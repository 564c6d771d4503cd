package dev.pluginlb.demo;

import dev.pluginlb.cluster.Ip;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Everything a stand-in is told before it starts.
 *
 * @param port 0 for a free one
 * @param advertised written to Redis with the port it listens on; empty writes {@code "ips":null}
 * @param voteInterval zero for no voting at all: with a hundred stand-ins every join is a hundred times hundred checks
 * @param serverKey what {@code X-Api-Key} must be on keyed routes; empty for no check
 * @param plugins named in {@code /metrics/}; any other plugin is ready too, unless it is in notReady
 */
public record StandInOptions(
        Ip ip,
        int port,
        List<Ip> advertised,
        RedisSite redis,
        Duration heartbeat,
        Duration voteInterval,
        Workload workload,
        String serverKey,
        List<String> plugins,
        Set<String> notReady) {

    private static final Duration OFFICIAL_HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration OFFICIAL_VOTE = Duration.ofSeconds(30);

    public StandInOptions {
        Expected.within("port", port, 0, 65_535);
        if (heartbeat.toMillis() < 1 || voteInterval.isNegative()) {
            throw Expected.rule("heartbeat, vote", heartbeat + ", " + voteInterval, "at least 1ms, not negative");
        }
        advertised = List.copyOf(advertised);
        plugins = plugins.stream().map(PluginIds::check).sorted().distinct().toList();
        notReady = Set.copyOf(notReady);
        notReady.forEach(PluginIds::check);
    }

    /** A free port on loopback, the official rhythm, all plugins ready. */
    public static StandInOptions of(RedisSite redis) {
        Ip loopback = loopback();
        return new StandInOptions(
                loopback,
                0,
                List.of(loopback),
                redis,
                OFFICIAL_HEARTBEAT,
                OFFICIAL_VOTE,
                Workload.usual(),
                "",
                List.of("langgenius/openai", "langgenius/tongyi"),
                Set.of());
    }

    /** The arguments that there are. */
    public static List<StandInFlag> flags() {
        return StandInFlags.shown();
    }

    /**
     * Reads {@code --key=value} arguments.
     *
     * @throws IllegalArgumentException if one is none of the {@link #flags}, or its value makes no sense
     */
    public static StandInOptions parse(List<String> arguments) {
        return StandInFlags.parse(arguments);
    }

    /** Also advertises that ip, until {@link #withAdvertised} says otherwise. */
    public StandInOptions withIp(Ip other) {
        return new StandInOptions(
                other, port, List.of(other), redis, heartbeat, voteInterval, workload, serverKey, plugins, notReady);
    }

    public StandInOptions withPort(int other) {
        return new StandInOptions(
                ip, other, advertised, redis, heartbeat, voteInterval, workload, serverKey, plugins, notReady);
    }

    public StandInOptions withAdvertised(List<Ip> other) {
        return new StandInOptions(
                ip, port, other, redis, heartbeat, voteInterval, workload, serverKey, plugins, notReady);
    }

    public StandInOptions withRedis(RedisSite other) {
        return new StandInOptions(
                ip, port, advertised, other, heartbeat, voteInterval, workload, serverKey, plugins, notReady);
    }

    public StandInOptions withHeartbeat(Duration other) {
        return new StandInOptions(
                ip, port, advertised, redis, other, voteInterval, workload, serverKey, plugins, notReady);
    }

    public StandInOptions withVoteInterval(Duration other) {
        return new StandInOptions(
                ip, port, advertised, redis, heartbeat, other, workload, serverKey, plugins, notReady);
    }

    public StandInOptions withWorkload(Workload other) {
        return new StandInOptions(
                ip, port, advertised, redis, heartbeat, voteInterval, other, serverKey, plugins, notReady);
    }

    public StandInOptions withServerKey(String other) {
        return new StandInOptions(
                ip, port, advertised, redis, heartbeat, voteInterval, workload, other, plugins, notReady);
    }

    public StandInOptions withPlugins(List<String> other) {
        return new StandInOptions(
                ip, port, advertised, redis, heartbeat, voteInterval, workload, serverKey, other, notReady);
    }

    public StandInOptions withNotReady(Set<String> other) {
        return new StandInOptions(
                ip, port, advertised, redis, heartbeat, voteInterval, workload, serverKey, plugins, other);
    }

    private static Ip loopback() {
        return Ip.parse("127.0.0.1").orElseThrow();
    }

    /** Keeps the key and the password out of logs. */
    @Override
    public String toString() {
        return ip + ":" + port + " as " + advertised + " in " + redis;
    }
}
