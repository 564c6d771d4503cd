package dev.pluginlb;

import static dev.pluginlb.cli.ExitCode.FAILED;
import static dev.pluginlb.cli.ExitCode.REFUSED;
import static dev.pluginlb.cli.ExitCode.UNREACHABLE;
import static dev.pluginlb.cli.ExitCode.USAGE;

import dev.pluginlb.cli.Finding;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.config.Settings;
import dev.pluginlb.disk.Disk;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.nginx.MainFile;
import dev.pluginlb.nginx.Nginx;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plugins.FoundPolicies;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.render.Driver;
import dev.pluginlb.render.NginxVersion;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.render.TemplateRefusedException;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import redis.clients.jedis.exceptions.JedisException;

/** Tries out everything that the daemon needs, without changing anything; see {@code pluginlb check}. */
final class Inspection {

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
        Optional<NginxVersion> version = nginx();
        templates();
        if (version.isPresent()) {
            driver();
            running();
            config(version.get(), situation);
        }
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
        Set<Address> ours =
                Set.of(former.nginx().internalListen(), former.nginx().publicListen());
        if (!ours.contains(settings.nginx().internalListen())) {
            listenable("nginx.internal-listen", settings.nginx().internalListen());
        }
        if (!ours.contains(settings.nginx().publicListen())) {
            listenable("nginx.public-listen", settings.nginx().publicListen());
        }
        if (version.isPresent()) {
            config(version.get(), situation);
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
            Situation situation = look.look();
            nodes(situation.cluster());
            if (look.skippedValues() > 0) {
                findings.add(Finding.warning(
                        "Redis: " + look.skippedValues() + " values make no sense and are skipped",
                        "see the warnings above"));
            }
            return situation;
        } catch (JedisException | IOException unreachable) {
            findings.add(Finding.problem(
                    UNREACHABLE,
                    "Redis: " + settings.redis().address() + ": " + innermost(unreachable),
                    "redis.host, redis.port, redis.username, redis.password, redis.tls"));
            return Situation.unmeasured(
                    new ClusterSnapshot(List.of(), Freshness.lastKnown(Instant.EPOCH, "")),
                    Classes.NONE,
                    Optional.empty());
        }
    }

    private void nodes(ClusterSnapshot cluster) {
        int up = cluster.up().size();
        int all = cluster.nodes().size();
        if (all == 0) {
            findings.add(Finding.warning(
                    "Redis: readable, but no node is registered",
                    "redis.key-prefix must be the daemons' REDIS_KEY_PREFIX, redis.db their REDIS_DB"));
        } else if (up == all) {
            findings.add(Finding.ok("Redis: readable; " + all + " nodes, all answer"));
        } else {
            cluster.nodes().stream()
                    .filter(node -> !node.isUp())
                    .forEach(node -> findings.add(Finding.warning(
                            "node " + node.id() + " at " + node.address() + ": " + node.lastProbe(),
                            "it must answer " + settings.health().path()
                                    + " from here; discovery.rewrite or discovery.static if it is reached elsewhere")));
        }
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
        listenable("nginx.internal-listen", settings.nginx().internalListen());
        listenable("nginx.public-listen", settings.nginx().publicListen());
        feed(settings.stats().listen());
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
                    key + ": " + listen + ": " + taken.getMessage(),
                    "end whatever listens there, or choose another address"));
        }
    }

    private void config(NginxVersion version, Situation situation) throws IOException {
        if (settings.nginx().config().isPresent() && !site.mainFile().includesReleases()) {
            findings.add(Finding.problem(
                    FAILED,
                    "nginx.config: " + settings.nginx().config().get() + " does not include our releases",
                    "put into its http block: include " + site.folder().resolve("current") + "/*.conf;"));
        }
        try {
            test(new WiredProgram().render(settings, situation, version), situation);
        } catch (TemplateRefusedException broken) {
            findings.add(Finding.problem(USAGE, "templates: " + broken.getMessage(), "mend the file, or take it away"));
        }
    }

    /** In a folder of its own, in which a main file of ours stands when the operator has none. */
    private void test(RenderedConfig config, Situation situation) throws IOException {
        Path scratch = Files.createTempDirectory("pluginlb-check-");
        try {
            Path release = Files.createDirectory(scratch.resolve("release"));
            for (Map.Entry<String, String> file : config.files().entrySet()) {
                Files.writeString(release.resolve(file.getKey()), withReachableSocket(file.getValue(), scratch));
            }
            Nginx nginx = site.nginx();
            MainFile main = site.mainFile();
            if (settings.nginx().config().isEmpty()) {
                Files.createDirectory(scratch.resolve("temp"));
                Path skeleton = Files.writeString(scratch.resolve("nginx.conf"), site.skeleton(site.driver()));
                main = new MainFile(skeleton, scratch.resolve("current"));
                nginx = new Nginx(nginx.binary(), Optional.of(scratch), skeleton, nginx.limit());
            }
            Nginx.Answer answer = nginx.test(main.shadow(release, scratch.resolve("shadow")));
            findings.add(
                    answer.succeeded()
                            ? Finding.ok("nginx -t: accepts the config for "
                                    + situation.cluster().nodes().size() + " nodes")
                            : Finding.problem(REFUSED, "nginx -t: " + answer.words(), "see Nginx's words"));
        } finally {
            Disk.delete(scratch);
        }
    }

    /** Nginx binds while it tests, and the socket's folder is only made by the daemon. */
    private String withReachableSocket(String content, Path scratch) {
        return content.replace("unix:" + site.folder().resolve("control"), "unix:" + scratch);
    }

    private static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
