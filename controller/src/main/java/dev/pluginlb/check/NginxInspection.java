package dev.pluginlb.check;

import static dev.pluginlb.cli.ExitCode.FAILED;
import static dev.pluginlb.cli.ExitCode.USAGE;

import dev.pluginlb.cli.Finding;
import dev.pluginlb.config.Settings;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.nginx.ControlListener;
import dev.pluginlb.nginx.NginxMaster;
import dev.pluginlb.nginx.Signals;
import dev.pluginlb.plan.ServicePool;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.render.Driver;
import dev.pluginlb.render.NginxVersion;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.wiring.NginxSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tries out the Nginx that the settings name, and what it is to serve; a part of {@link Inspection}. */
final class NginxInspection {

    private static final Path ENFORCING = Path.of("/sys/fs/selinux/enforce");

    private static final int FEW_CONNECTIONS = 4096;

    private final Settings settings;
    private final InstantSource clock;
    private final NginxSite site;
    private final PoolInspection pools;
    private final PortInspection ports;
    private final List<Finding> findings = new ArrayList<>();

    NginxInspection(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.site = new NginxSite(settings);
        this.pools = new PoolInspection(settings, site);
        this.ports = new PortInspection(settings);
    }

    /** @param serving the further pools as they would be */
    List<Finding> run(Situation situation, List<ServicePool> serving) throws IOException {
        Optional<NginxVersion> version = version();
        templates();
        if (version.isPresent()) {
            driver();
            capacity();
            findings.addAll(pools.nginx());
            process();
            config(version.get(), situation, serving);
        }
        findings.addAll(ports.controller());
        confinement();
        return List.copyOf(findings);
    }

    /** What a running Nginx would stumble over if it were to go on with these settings; see {@link Inspection#rehearse}. */
    List<Finding> rehearse(Settings former, Situation situation) throws IOException {
        Optional<NginxVersion> version = version();
        templates();
        findings.addAll(ports.taken(new PortInspection(former).listens().values()));
        if (version.isPresent()) {
            findings.addAll(pools.nginx());
            config(version.get(), situation, OneLookAtPools.serving(new OneLookAtPools(settings, clock).look()));
        }
        return List.copyOf(findings);
    }

    private void config(NginxVersion version, Situation situation, List<ServicePool> serving) throws IOException {
        findings.addAll(new ConfigInspection(settings, site).tryOut(version, situation, serving));
    }

    private Optional<NginxVersion> version() {
        String binary = settings.nginx().binary();
        Optional<NginxVersion> version = site.nginx().version();
        findings.add(version.map(found -> Finding.ok("nginx: " + binary + " is " + found))
                .orElseGet(() -> Finding.problem(
                        FAILED,
                        "nginx.binary: " + binary + " is no Nginx that can be started",
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

    /** Debian's nginx.conf has 768: an operator finds out when the 385th stream begins. */
    private void capacity() throws IOException {
        int connections = site.workerConnections();
        if (connections < FEW_CONNECTIONS) {
            findings.add(Finding.warning(
                    "nginx.config: worker_connections is " + connections + ", so a worker forwards " + connections / 2
                            + " requests at once, streams among them, and refuses more",
                    "set worker_connections 16384 in its events block, and worker_rlimit_nofile 32768 before it"));
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

    /** Whether an Nginx answers already, which this user may signal; if none does, whether one could start. */
    private void process() throws IOException {
        try (Exchanges exchanges = Exchanges.start()) {
            ControlListener control = site.control(exchanges);
            Optional<ControlListener.Live> live = control.ask();
            Signals signals = new Signals(site.nginx(), site.mainFile(), control);
            signals.stranger()
                    .ifPresent(words -> findings.add(Finding.warning(
                            "nginx: " + words, "else `nginx -s reload` by hand tells a stranger something")));
            if (live.isPresent()) {
                findings.add(Finding.ok("nginx: one is running with our config"));
                findings.add(NginxMaster.isDead(live.get()) ? dead(live.get()) : signal(NginxMaster.of(live.get())));
                return;
            }
            if (Files.exists(site.folder().resolve("current")) && signals.reachesMaster()) {
                findings.add(mute(control));
                return;
            }
        }
        if (!settings.nginx().manageProcess()) {
            findings.add(Finding.warning(
                    "nginx: none is running with our config yet",
                    "start it after pluginlb: " + site.nginx().startCommand() + ", or set nginx.manage-process: true"));
        }
        findings.addAll(ports.taken(Set.of()));
    }

    /** Its ports are taken by itself. */
    private Finding mute(ControlListener control) {
        return Finding.warning(
                "nginx: one runs with " + site.mainFile().path() + ", but nobody answers at its control listener "
                        + control.listen(),
                "pluginlb makes it answer with a reload once it runs, also where somebody has removed the socket; if it"
                        + " does not, stop Nginx and start it again: "
                        + site.nginx().startCommand());
    }

    private Finding dead(ControlListener.Live live) {
        return Finding.problem(
                FAILED,
                "nginx: its master process was killed; the workers serve on, but take no config any more",
                "end them (kill -QUIT " + live.worker() + " and its like), then start Nginx: "
                        + site.nginx().startCommand());
    }

    /** A reload is a signal, also when {@code nginx -s reload} sends it. */
    static Finding signal(Optional<NginxMaster> master) {
        if (master.isEmpty()) {
            return Finding.warning(
                    "nginx: its master process is not to be seen from here, so whether this user may signal it is not known",
                    "a reload is a signal: run pluginlb in the same container, and as the same user, as Nginx");
        }
        String process = "nginx: its master process (pid " + master.get().pid() + ")";
        return master.get().takesSignals()
                ? Finding.ok(process + " takes signals of this user")
                : Finding.problem(
                        FAILED,
                        process + " is another user's, so this one cannot reload it",
                        "run pluginlb as the user who started Nginx, or give it CAP_KILL (systemd:"
                                + " AmbientCapabilities and CapabilityBoundingSet)");
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
}
