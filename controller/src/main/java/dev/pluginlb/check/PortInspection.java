package dev.pluginlb.check;

import static dev.pluginlb.cli.ExitCode.FAILED;

import dev.pluginlb.cli.Finding;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.config.PoolSettings;
import dev.pluginlb.config.Settings;
import dev.pluginlb.store.FolderLock;
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

    /** Where the controller itself is to listen. That it has these addresses already, where it runs, is no fault. */
    List<Finding> controller() {
        return List.of(feed(settings.stats().listen()), admin(settings.admin().listen()));
    }

    private Finding feed(Address listen) {
        try {
            new DatagramSocket(listen.port(), InetAddress.getByName(listen.host())).close();
            return Finding.ok("stats.listen: " + listen + " is free");
        } catch (IOException taken) {
            Optional<Long> own = running().filter(pid -> PortOwner.isOfUdp(listen.port(), pid));
            String what = "stats.listen: " + listen + " is taken (UDP): " + taken.getMessage();
            return own.map(pid -> ours("stats.listen", listen, pid))
                    .orElseGet(() -> somebodys(what, PortOwner.ofUdp(listen.port()), "else nothing is learned"));
        }
    }

    private Finding admin(Address listen) {
        Optional<Long> own = running().filter(pid -> PortOwner.isOfTcp(listen.port(), pid));
        return own.map(pid -> ours("admin.listen", listen, pid))
                .or(() -> refusal(listen)
                        .map(why -> somebodys(
                                "admin.listen: " + listen + ": " + why,
                                PortOwner.ofTcp(listen.port()),
                                "else pluginlb does not start")))
                .orElseGet(() -> Finding.ok("admin.listen: " + listen + " is free"));
    }

    private static Finding ours(String key, Address listen, long pid) {
        return Finding.ok(key + ": " + listen + " is of the pluginlb that runs with these settings (pid " + pid + ")");
    }

    /** Who is not to be seen may be the controller itself, as another user. */
    private static Finding somebodys(String what, Optional<String> owner, String otherwise) {
        return owner.map(who -> Finding.problem(
                        FAILED,
                        what + ", by " + who,
                        "end what listens there, or choose another address; " + otherwise))
                .orElseGet(() -> Finding.warning(
                        what,
                        "unless pluginlb runs already: end what listens there, or choose another address; "
                                + otherwise));
    }

    /** The controller that has {@code nginx.dir}, or had it; what became of it, its number does not tell. */
    private Optional<Long> running() {
        return FolderLock.signature(settings.nginx().dir());
    }

    /** Why nobody can listen there now; empty where one can. */
    private static Optional<String> refusal(Address listen) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()));
            return Optional.empty();
        } catch (IOException taken) {
            return Optional.of(String.valueOf(taken.getMessage()));
        }
    }

    private static Optional<Finding> taken(String key, Address listen) {
        return refusal(listen).map(why -> taken(key, listen, why));
    }

    private static Finding taken(String key, Address listen, String why) {
        if (why.contains("Permission denied")) {
            return Finding.warning(
                    key + ": " + listen + ": this user may not listen there",
                    "start Nginx as one who may, such as root");
        }
        return Finding.problem(
                FAILED,
                key + ": " + listen + ": " + why + by(PortOwner.ofTcp(listen.port())),
                why.contains("assign requested address")
                        ? "choose an address of this machine, as `ip address` lists them"
                        : "end what listens there, or choose another address");
    }

    private static String by(Optional<String> owner) {
        return owner.map(who -> ", by " + who).orElse("");
    }
}
