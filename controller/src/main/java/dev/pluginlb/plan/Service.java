package dev.pluginlb.plan;

import dev.pluginlb.cluster.Address;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A further pool as it is declared, whoever its members are: something beside the plugin daemons that Nginx spreads over
 * several servers.
 *
 * @param name the upstream's name
 * @param listen where Nginx serves it; empty for an upstream that others use by its name, which only HTTP can do
 * @param timeout the longest silence of a connection
 */
public record Service(String name, Protocol protocol, Optional<Address> listen, Balance balance, Duration timeout) {

    public static final String NAME_RULE =
            "1 to 63 of a-z, 0-9 and _, a letter first, and not one of pluginlb's own: those begin"
                    + " with dify_plugin_daemon_ or pluginlb_";

    private static final Pattern NAME = Pattern.compile("(?!dify_plugin_daemon_|pluginlb_)[a-z][a-z0-9_]{0,62}");

    /** What goes through it. */
    public enum Protocol {
        HTTP,
        TCP
    }

    /** How a server is picked. */
    public enum Balance {
        /** The one with the fewest connections. */
        LEAST_CONN,
        /** Each in its turn. */
        ROUND_ROBIN,
        /** By the client's address, so that a client stays where it is while the members do; if they change, most clients stay. */
        SOURCE_HASH
    }

    /** @throws IllegalArgumentException if the name is not permitted, or it is TCP that nothing listens for */
    public Service {
        if (!isName(name)) {
            throw new IllegalArgumentException("name: (expected: " + NAME_RULE + ")");
        }
        if (protocol == Protocol.TCP && listen.isEmpty()) {
            throw new IllegalArgumentException(name + ": listen: empty (expected: an address, since it is TCP)");
        }
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
