package dev.pluginlb.accesslog;

import dev.pluginlb.cluster.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How many datagrams the kernel has thrown away because a socket's buffer was full: Linux tells it in
 * {@code /proc/net/udp}.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html">proc_net_tcp, of the same form</a>
 */
final class KernelDrops {

    private static final Path TABLE = Path.of("/proc/net/udp");
    private static final int LOCAL = 1;

    private final String local;

    /** @param address a numeric address; of one of IPv6 nothing is known */
    KernelDrops(Address address) {
        this.local = address.host().contains(":") ? "" : kernelForm(address);
    }

    /** Empty where the kernel does not tell. */
    OptionalLong count() {
        try (Stream<String> lines = Files.lines(TABLE)) {
            return lines.map(line -> List.of(line.strip().split("\\s+", -1)))
                    .filter(columns ->
                            columns.size() > LOCAL && columns.get(LOCAL).equals(local))
                    .mapToLong(columns -> Long.parseLong(columns.get(columns.size() - 1)))
                    .findFirst();
        } catch (IOException | NumberFormatException untold) {
            return OptionalLong.empty();
        }
    }

    /** The address as a number in the machine's byte order, which is little-endian where Java runs, and the port. */
    private static String kernelForm(Address address) {
        List<String> octets = List.of(address.host().split("\\.", -1));
        StringBuilder hex = new StringBuilder();
        for (int i = octets.size() - 1; i >= 0; i--) {
            hex.append(HexFormat.of().withUpperCase().toHexDigits((byte) Integer.parseInt(octets.get(i))));
        }
        return hex + ":" + HexFormat.of().withUpperCase().toHexDigits((short) address.port());
    }
}
