package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where Nginx's control server listens: never reachable from another machine. Prints itself as Nginx writes it. */
public sealed interface ControlListen {

    /** What {@link #parse} permits, in words. */
    String RULE = "a loopback address such as 127.0.0.1:5003, or unix:/absolute/path of at most 107 characters";

    /** @throws IllegalArgumentException if the text is neither */
    static ControlListen parse(String text) {
        return text.startsWith(UnixSocket.SCHEME)
                ? new UnixSocket(Path.of(text.substring(UnixSocket.SCHEME.length())))
                : new Tcp(Address.parse(text));
    }

    /** A loopback address. */
    record Tcp(Address address) implements ControlListen {

        /** @throws IllegalArgumentException if the address is not loopback */
        public Tcp {
            if (!Listening.isLoopback(address)) {
                throw ConfigError.refusal("nginx.control-listen", address, RULE);
            }
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** A socket file; the alphabet is what Nginx takes without quotes, the length what the kernel takes. */
    record UnixSocket(Path path) implements ControlListen {

        private static final String SCHEME = "unix:";
        private static final Pattern ALLOWED = Pattern.compile("/[A-Za-z0-9._/@+-]{1,106}");

        /** @throws IllegalArgumentException if the path is relative, too long or has other characters */
        public UnixSocket {
            if (!ALLOWED.matcher(path.toString()).matches()) {
                throw ConfigError.refusal("nginx.control-listen", SCHEME + path, RULE);
            }
        }

        @Override
        public String toString() {
            return SCHEME + path;
        }
    }
}
