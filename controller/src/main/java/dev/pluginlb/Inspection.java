package dev.pluginlb;

import static dev.pluginlb.cli.ExitCode.FAILED;
import static dev.pluginlb.cli.ExitCode.USAGE;

import dev.pluginlb.cli.Finding;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Cidr;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.config.PoolSettings;
import dev.pluginlb.config.Settings;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plugins.FoundPolicies;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.redis.RootCause;
import dev.pluginlb.render.Driver;
import dev.pluginlb.render.NginxVersion;
import dev.pluginlb.render.Renderer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import redis.clients.jedis.exceptions.JedisException;

/** Tries out everything that the daemon needs, without changing anything; see {@code pluginlb check}. */
final class Inspection {

    /** What Docker takes the networks of its bridges from. */
    private static final Cidr BRIDGES = Cidr.parse("172.16.0.0/12");

    private static final Path ENFORCING = Path.of("/sys/fs/selinux/enforce");

    private final Settings settings;
    private final NginxSite site;
    private final List<Finding> findings = new ArrayList<>();

    Inspection(Settings settings) {
        this.settings = settings;
        this.site = new NginxSite(settings);
    }

    List<Finding> run() throws Exception {
        findings.add(Finding.ok("config: every value is permitted"));
        writable("nginx.dir", settings.nginx().dir());
        writable("state-dir", settings.stateDir());
        policies();
        Situation situation = cluster();
        PoolInspection pools = new PoolInspection(settings, site);
        findings.addAll(pools.members());
        Optional<NginxVersion> version = nginx();
        templates();
        if (version.isPresent()) {
            driver();
            findings.addAll(pools.nginx());
            running();
            findings.addAll(new ConfigInspection(settings, site).tryOut(version.get(), situation));
        }
        confinement();
        return List.copyOf(findings);
    }

    /**
     * Tries out what a running daemon with other settings would stumble over if it were to go on with these.
     *
     * @param former the settings it has, whose addresses our own Nginx listens on
     * @param situation the cluster as it knows it
     */
    List<Finding> rehearse(Settings former, Situation situation) throws IOException {
        new Wiring(settings).redis().client().close();
        Optional<NginxVersion> version = nginx();
        templates();
        Collection<Address> ours = listens(former).values();
        listens(settings).forEach((key, listen) -> {
            if (!ours.contains(listen)) {
                listenable(key, listen);
            }
        });
        if (version.isPresent()) {
            findings.addAll(new PoolInspection(settings, site).nginx());
            findings.addAll(new ConfigInspection(settings, site).tryOut(version.get(), situation));
        }
        return List.copyOf(findings);
    }

    private void writable(String key, Path folder) {
        Path nearest = folder.toAbsolutePath();
        while (nearest != null && Files.notExists(nearest)) {
            nearest = nearest.getParent();
        }
        if (nearest != null && Files.isDirectory(nearest) && Files.isWritable(nearest)) {
            findings.add(Finding.ok(key + ": " + folder + " can be written"));
        } else {
            findings.add(Finding.problem(
                    FAILED, key + ": " + folder + " cannot be written", "run as its owner, or: chown it to this user"));
        }
    }

    /** A hint only: whether it forbids anything shows in Nginx's log. */
    private void confinement() throws IOException {
        if (Files.isReadable(ENFORCING) && Files.readString(ENFORCING).startsWith("1")) {
            findings.add(Finding.warning(
                    "SELinux is enforcing",
                    "if Nginx may not connect to nodes: setsebool -P httpd_can_network_connect 1; if it may not listen:"
                            + " semanage port -a -t http_port_t -p tcp PORT"));
        }
    }

    private void policies() {
        FoundPolicies found = FoundPolicies.in(settings.stateDir());
        findings.add(
                Finding.ok("policies: " + String.join(", ", found.policies().names())));
        found.origins().forEach((name, origin) -> findings.add(Finding.ok("policy " + name + ": from " + origin)));
        found.refused()
                .forEach(line -> findings.add(Finding.warning(
                        "policy not loaded: " + line, "mend what is said there, or take the jar away")));
    }

    private Situation cluster() throws Exception {
        OneLook look = new OneLook(settings);
        try {
            findings.addAll(new RedisCheck(settings, new MonotonicClock().instant()).look());
            Situation situation = look.look();
            nodes(situation.cluster());
            if (look.skippedValues() > 0) {
                findings.add(Finding.warning(
                        "Redis: " + look.skippedValues() + " values make no sense and are skipped",
                        "see the warnings above"));
            }
            return situation;
        } catch (JedisException | IOException unreachable) {
            findings.add(RedisCheck.unreachable(settings, RootCause.words(unreachable)));
            return Situation.unmeasured(
                    new ClusterSnapshot(List.of(), Freshness.lastKnown(Instant.EPOCH, "")),
                    Classes.NONE,
                    Optional.empty());
        }
    }

    private void nodes(ClusterSnapshot cluster) {
        int up = cluster.up().size();
        int all = cluster.nodes().size();
        if (all > 0 && up == all) {
            findings.add(Finding.ok("Redis: readable; " + all + " nodes, all answer"));
        } else {
            cluster.nodes().stream()
                    .filter(node -> !node.isUp())
                    .forEach(node -> findings.add(Finding.warning(
                            "node " + node.id() + " at " + node.address() + ": " + node.lastProbe(),
                            mend(node.address()))));
        }
    }

    private String mend(Address address) {
        String must = "it must answer " + settings.health().path() + " from here; ";
        return address.ip().filter(BRIDGES::contains).isPresent()
                ? must
                        + "172.16.0.0/12 is what Docker gives to containers, which only their host reaches: discovery.rewrite"
                        + " \"" + address + "\" to a published port, or leave it out with discovery.addresses.exclude"
                : must + "discovery.rewrite or discovery.static if it is reached elsewhere";
    }

    private Optional<NginxVersion> nginx() {
        Optional<NginxVersion> version = site.nginx().version();
        findings.add(
                version.map(found -> Finding.ok("nginx: " + settings.nginx().binary() + " is " + found))
                        .orElseGet(() -> Finding.problem(
                                FAILED,
                                "nginx.binary: " + settings.nginx().binary() + " is no Nginx that can be started",
                                "install it, or name its path")));
        return version;
    }

    private void driver() throws IOException {
        Driver driver = site.driver();
        findings.add(Finding.ok("nginx.driver: " + driver.name().toLowerCase(Locale.ROOT)));
        if (driver == Driver.LUA && site.declaresInit()) {
            findings.add(Finding.warning(
                    "nginx.config has an init_by_lua of its own, so ours is left out",
                    "call from it: dofile(\"" + site.folder().resolve("current/pluginlb.lua") + "\").start(\""
                            + site.folder() + "\")"));
        }
    }

    private void templates() throws IOException {
        if (settings.nginx().templates().isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.list(settings.nginx().templates().get())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !Renderer.templateNames().contains(name))
                    .sorted()
                    .forEach(name -> findings.add(Finding.warning(
                            "nginx.templates: " + name + " replaces nothing",
                            "name it as one of " + Renderer.templateNames() + ", or take it away")));
        } catch (NoSuchFileException missing) {
            findings.add(Finding.problem(
                    USAGE,
                    "nginx.templates: " + missing.getFile() + " is no folder",
                    "make it, or leave the setting out"));
        }
    }

    /** Whether an Nginx answers already; if none does, whether one could start. */
    private void running() throws Exception {
        try (Exchanges exchanges = Exchanges.start()) {
            if (site.control(exchanges).ask().isPresent()) {
                findings.add(Finding.ok("nginx: one is running with our config"));
                return;
            }
        }
        if (!settings.nginx().manageProcess()) {
            findings.add(Finding.warning(
                    "nginx: none is running with our config yet",
                    "start it after pluginlb: " + site.nginx().startCommand() + ", or set nginx.manage-process: true"));
        }
        listens(settings).forEach(this::listenable);
        feed(settings.stats().listen());
    }

    /** Where Nginx is to listen, by key. */
    private static Map<String, Address> listens(Settings settings) {
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
    private void feed(Address listen) {
        try (DatagramSocket socket = new DatagramSocket(listen.port(), InetAddress.getByName(listen.host()))) {
            findings.add(Finding.ok("stats.listen: " + socket.getLocalSocketAddress() + " is free"));
        } catch (IOException taken) {
            findings.add(Finding.warning(
                    "stats.listen: " + listen + " is taken (UDP): " + taken.getMessage(),
                    "unless pluginlb runs already: choose another, or nothing is learned"));
        }
    }

    private void listenable(String key, Address listen) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()));
        } catch (IOException taken) {
            if (String.valueOf(taken.getMessage()).contains("Permission denied")) {
                findings.add(Finding.warning(
                        key + ": " + listen + ": this user may not listen there",
                        "start Nginx as one who may, such as root"));
                return;
            }
            findings.add(Finding.problem(
                    FAILED,
                    key + ": " + listen + ": " + taken.getMessage()
                            + PortOwner.of(listen.port())
                                    .map(who -> ", by " + who)
                                    .orElse(""),
                    "end what listens there, or choose another address"));
        }
    }
}
