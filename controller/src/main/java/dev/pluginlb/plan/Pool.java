package dev.pluginlb.plan;

import dev.pluginlb.cluster.Address;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A named group of servers (Nginx: {@code upstream}), sorted by address and with weights in lowest terms, so that equal
 * pools render to equal bytes.
 *
 * <p>Small weights are kinder, too: after a failure Nginx gives a server its weight back one unit a request.
 *
 * @param name the upstream's name, of {@code [a-z_]}
 * @param servers may be empty: then no node is known, and every request gets the error body
 */
public record Pool(String name, Balancing balancing, List<Server> servers) {

    /** The name that is always there, and that anybody's {@code proxy_pass} may use. */
    public static final String ALL = "dify_plugin_daemon_servers";

    public static final String SHORT = "dify_plugin_daemon_short";
    public static final String LONG = "dify_plugin_daemon_long";

    private static final Pattern NAME = Pattern.compile("[a-z_]{1,64}");

    /** @throws IllegalArgumentException if the name has other characters, an address stands twice, or all are backups */
    public Pool {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name: (expected: 1 to 64 of a-z and _)");
        }
        servers = inLowestTerms(servers).stream().sorted().toList();
        if (servers.stream().map(Server::address).distinct().count() < servers.size()) {
            throw new IllegalArgumentException("servers: " + servers + " (expected: each address once)");
        }
        if (!servers.isEmpty() && servers.stream().allMatch(Server::isBackup)) {
            throw new IllegalArgumentException("servers: " + servers + " (expected: at least one that is no backup)");
        }
    }

    private static List<Server> inLowestTerms(List<Server> servers) {
        int divisor = servers.stream().mapToInt(Server::weight).reduce(0, Pool::greatestCommonDivisor);
        return divisor == 1
                ? servers
                : servers.stream()
                        .map(server -> new Server(server.address(), server.weight() / divisor, server.turn()))
                        .toList();
    }

    private static int greatestCommonDivisor(int one, int other) {
        return other == 0 ? one : greatestCommonDivisor(other, one % other);
    }

    public List<Address> addresses() {
        return servers.stream().map(Server::address).toList();
    }

    /** The same servers as primary ones, of which only those at even (0) or odd (1) places, under another name. */
    public Pool half(int parity, String otherName) {
        List<Server> chosen = IntStream.range(0, servers.size())
                .filter(place -> place % 2 == parity)
                .mapToObj(servers::get)
                .map(server -> Server.primary(server.address(), server.weight()))
                .toList();
        return new Pool(otherName, balancing, chosen);
    }
}
