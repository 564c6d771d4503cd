package dev.pluginlb.cluster;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where something listens: {@code 10.0.0.5:5002}, {@code [fd00::5]:5002} or {@code node-1.internal:5002}.
 *
 * <p>The only kind of address that may reach a config: the host is a plain IPv4 or IPv6 address or a host name (RFC
 * 1123, and the underscore that Docker's service names use), in one canonical spelling, so equal places are equal values.
 */
public record Address(String host, int port) implements Comparable<Address> {

    private static final String RULE = "IPv4:port, [IPv6]:port or hostname:port, port 1 to 65535";
    private static final int MAX_PORT = 65_535;
    private static final int MAX_HOST = 253;
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern LABELS = Pattern.compile(
            "(?:[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMERIC_END =
            Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)", Pattern.CASE_INSENSITIVE);

    /** @throws IllegalArgumentException if the host or the port is none of the permitted ones */
    public Address {
        String given = host;
        host = canonicalHost(host).orElseThrow(() -> Rejected.value("address", given + ":" + port, RULE));
        if (port < 1 || port > MAX_PORT) {
            throw Rejected.value("address", given + ":" + port, RULE);
        }
    }

    /** @throws IllegalArgumentException if the text is not an address */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !PORT.matcher(port).matches()) {
            throw Rejected.value("address", text, RULE);
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed != host.contains(":")) {
            throw Rejected.value("address", text, RULE);
        }
        return new Address(bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }

    /** Whether the host is a number, and no name that must be looked up. */
    public boolean isNumber() {
        // A name never ends with a label of digits alone.
        return host.indexOf(':') >= 0
                || host.substring(host.lastIndexOf('.') + 1).chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /** The host as a number, or empty when it is a name. */
    public Optional<Ip> ip() {
        return Ip.parse(host);
    }

    public Address withHost(Ip ip) {
        return new Address(ip.toString(), port);
    }

    private static Optional<String> canonicalHost(String host) {
        Optional<String> numeric = Ip.parse(host).map(Ip::toString);
        return numeric.isPresent() ? numeric : canonicalName(host);
    }

    /** A name whose last label is a number is a mistyped IPv4 address, never a host (RFC 1123, 2.1). */
    private static Optional<String> canonicalName(String name) {
        boolean valid = name.length() <= MAX_HOST
                && LABELS.matcher(name).matches()
                && !NUMERIC_END.matcher(name).matches();
        return valid ? Optional.of(name.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    @Override
    public int compareTo(Address other) {
        int byHost = host.compareTo(other.host);
        return byHost != 0 ? byHost : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
