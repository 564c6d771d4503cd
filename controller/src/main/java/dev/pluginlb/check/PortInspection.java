package dev.pluginlb.check;

import static dev.pluginlb.cli.ExitCode.FAILED;

import dev.pluginlb.cli.Finding;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.config.PoolSettings;
import dev.pluginlb.config.Settings;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether the addresses of the settings are free to be listened on; a part of {@link NginxInspection}. */
record PortInspection(Settings settings) {

    /** What stands against an Nginx that listens where it is to, but for addresses that are its own already. */
    List<Finding> taken(Collection<Address> ours) {
        return listens().entrySet().stream()
                .filter(listen -> !ours.contains(listen.getValue()))
                .flatMap(listen -> taken(listen.getKey(), listen.getValue()).stream())
                .toList();
    }

    /** Where Nginx is to listen, by key. */
    Map<String, Address> listens() {
        Map<String, Address> listens = new TreeMap<>(Map.of(
                "nginx.internal-listen", settings.nginx().internalListen(),
                "nginx.public-listen", settings.nginx().publicListen()));
        for (PoolSettings pool : settings.pools()) {
            pool.service()
                    .listen()
                    .ifPresent(listen -> listens.put("pool " + pool.service().name() + ": listen", listen));
        }
        return listens;
    }

    /** A warning only: it may be the controller itself that has it. */
    Finding feed() {
        Address listen = settings.stats().listen();
        try {
            new DatagramSocket(listen.port(), InetAddress.getByName(listen.host())).close();
            return Finding.ok("stats.listen: " + listen + " is free");
        } catch (IOException taken) {
            return Finding.warning(
                    "stats.listen: " + listen + " is taken (UDP): " + taken.getMessage()
                            + by(PortOwner.ofUdp(listen.port())),
                    "unless pluginlb runs already: choose another, or nothing is learned");
        }
    }

    /** The same of the admin API, without which {@code run} does not start. */
    Finding admin() {
        Address listen = settings.admin().listen();
        return taken("admin.listen", listen)
                .map(taken -> Finding.warning(
                        taken.what(),
                        "unless pluginlb runs already: end what listens there, or choose another address"))
                .orElseGet(() -> Finding.ok("admin.listen: " + listen + " is free"));
    }

    private static Optional<Finding> taken(String key, Address listen) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()));
            return Optional.empty();
        } catch (IOException taken) {
            if (String.valueOf(taken.getMessage()).contains("Permission denied")) {
                return Optional.of(Finding.warning(
                        key + ": " + listen + ": this user may not listen there",
                        "start Nginx as one who may, such as root"));
            }
            return Optional.of(Finding.problem(
                    FAILED,
                    key + ": " + listen + ": " + taken.getMessage() + by(PortOwner.ofTcp(listen.port())),
                    String.valueOf(taken.getMessage()).contains("assign requested address")
                            ? "choose an address of this machine, as `ip address` lists them"
                            : "end what listens there, or choose another address"));
        }
    }

    private static String by(Optional<String> owner) {
        return owner.map(who -> ", by " + who).orElse("");
    }
}
