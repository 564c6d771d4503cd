package dev.pluginlb;

import dev.pluginlb.admin.AdminToken;
import dev.pluginlb.admin.ConfigInEffect;
import dev.pluginlb.admin.Door;
import dev.pluginlb.admin.Encryption;
import dev.pluginlb.check.Inspection;
import dev.pluginlb.cli.ExitCode;
import dev.pluginlb.config.ConfigChange;
import dev.pluginlb.config.EffectiveConfig;
import dev.pluginlb.config.Settings;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.StandingController;
import dev.pluginlb.disk.Disk;
import dev.pluginlb.log.Logging;
import dev.pluginlb.policy.Situation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemons that follow each other in one process, each with settings of its own. To put other settings into effect the
 * present one ends and the next one starts in its place, as after a restart of the process: Nginx serves on, and what is right is taken
 * over without a reload. If the next one cannot start, the former settings go on.
 *
 * <p>Whatever would keep the next one from being of use is found out before, as far as that can be. Settings are put by one
 * thread; any may read what is shown, and close.
 */
final class Succession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
    private static final long AGAIN_AFTER_SECONDS = 2;
    private static final int MOST_NAMED = 5;

    /** What others hold on to by name: the folders, and the address that clients know. */
    private static final Set<String> NEED_A_RESTART = Set.of("state-dir", "nginx.dir", "admin.listen");

    private static final String TLS = "admin.tls.";

    private final Door door;
    private final InstantSource clock;
    private final StandingController controller;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong vainStarts = new AtomicLong();
    private volatile ConfigInEffect shown;
    private volatile Optional<Daemon> daemon;
    private EffectiveConfig config;

    private Succession(EffectiveConfig config, ConfigInEffect shown, Daemon first, Door door, InstantSource clock) {
        this.config = config;
        this.door = door;
        this.clock = clock;
        this.daemon = Optional.of(first);
        this.controller = new StandingController(first);
        this.shown = shown;
    }

    /**
     * @param door of the admin API, for which certificates may be renewed
     * @throws IOException if a folder, a file or the Nginx program cannot be used; the message says which and why
     */
    static Succession begin(EffectiveConfig config, Door door, InstantSource clock) throws IOException {
        Settings settings = config.settings();
        Logging.apply(settings.log());
        ConfigInEffect shown = new ConfigInEffect(token(settings), config.rows());
        return new Succession(config, shown, Daemon.start(settings, Lasting.none(clock)), door, clock);
    }

    private static AdminToken token(Settings settings) throws IOException {
        return settings.admin().token().isPresent()
                ? AdminToken.of(settings.admin().token().get())
                : AdminToken.ofFile(settings.adminTokenFile());
    }

    /** The same all the time. */
    Controller controller() {
        return controller;
    }

    /** How often a daemon was to start again and could not: while none runs, that this grows says that somebody still tries. */
    long vainStarts() {
        return vainStarts.get();
    }

    ConfigInEffect shown() {
        return shown.with(Stream.concat(
                        door.fault(clock.instant()).stream(), daemon.stream().flatMap(one -> one.faults().stream()))
                .toList());
    }

    /** Shows why a later configuration is not in effect; nothing if there is no later one any more. */
    void refuse(List<String> lines) {
        shown = shown.refusing(lines);
    }

    /**
     * What stands against a configuration, one line each; found out without touching anything.
     *
     * @param changes what is different in it
     */
    List<String> obstacles(EffectiveConfig next, List<ConfigChange> changes) {
        List<String> fixed = changes.stream()
                .filter(change -> needsARestart(change, next.settings()))
                .map(change -> "needs a restart: " + change.line())
                .toList();
        if (!fixed.isEmpty()) {
            return fixed;
        }
        try {
            token(next.settings());
            certificate(next.settings(), changes);
            if (changes.stream().noneMatch(Succession::concernsTheDaemon)) {
                return List.of();
            }
            // Whoever starts writes; where it cannot, the one that runs must not be ended for it.
            Disk.tryOut(next.settings().nginx().dir());
            Disk.tryOut(next.settings().stateDir());
            return rehearse(next.settings());
        } catch (IOException | RuntimeException failed) {
            return words(failed);
        }
    }

    /**
     * Puts a configuration into effect that nothing stands against, as a whole or not at all.
     *
     * @param changes what is different in it
     * @return why that failed, one line each; empty when it is in effect
     */
    List<String> put(EffectiveConfig next, List<ConfigChange> changes) {
        try {
            AdminToken token = token(next.settings());
            Optional<Encryption> certificate = certificate(next.settings(), changes);
            if (changes.stream().anyMatch(Succession::concernsTheDaemon)) {
                replace(next.settings(), occasion(changes));
            }
            certificate.ifPresent(door::renew);
            Logging.apply(next.settings().log());
            shown = new ConfigInEffect(token, next.rows());
            config = next;
            return List.of();
        } catch (IOException | RuntimeException failed) {
            return words(failed);
        }
    }

    private static List<String> words(Exception failed) {
        return List.of(failed.getMessage() == null ? failed.toString() : failed.getMessage());
    }

    /** Whether the admin API is encrypted is settled by its address; by what certificate is not. */
    private boolean needsARestart(ConfigChange change, Settings next) {
        boolean turnsEncryption = next.admin().tls().isPresent()
                != config.settings().admin().tls().isPresent();
        return NEED_A_RESTART.contains(change.key()) || (change.key().startsWith(TLS) && turnsEncryption);
    }

    /** One that is over, or not valid yet, only takes the place of one that is no better. */
    private Optional<Encryption> certificate(Settings next, List<ConfigChange> changes) throws IOException {
        Optional<Encryption> certificate =
                changes.stream().anyMatch(change -> change.key().startsWith(TLS))
                        ? Encryption.of(next.admin())
                        : Optional.empty();
        Instant now = clock.instant();
        Optional<String> fault = certificate.flatMap(one -> one.fault(now));
        if (fault.isPresent() && door.fault(now).isEmpty()) {
            throw new IOException(fault.get());
        }
        return certificate;
    }

    private static boolean concernsTheDaemon(ConfigChange change) {
        return !change.key().startsWith("log.") && !change.key().startsWith("admin.");
    }

    private List<String> rehearse(Settings next) throws IOException {
        ControllerState state = controller.state();
        Situation situation = Situation.unmeasured(
                state.cluster(), state.plan().classes(), state.main().map(main -> main.id()));
        return new Inspection(next, clock)
                .rehearse(config.settings(), situation).stream()
                        .filter(finding -> finding.exit() != ExitCode.DONE)
                        .map(finding -> finding.what() + " (" + finding.mend() + ")")
                        .toList();
    }

    /** As the reason of a release: the audit has the values. */
    private static String occasion(List<ConfigChange> changes) {
        String named = changes.stream().map(ConfigChange::key).limit(MOST_NAMED).collect(Collectors.joining(", "));
        int more = changes.size() - MOST_NAMED;
        return "configuration: " + named + (more > 0 ? " and " + more + " more" : "");
    }

    private void replace(Settings next, String why) throws IOException {
        Instant begun = clock.instant();
        Daemon former = daemon.orElseThrow();
        controller.part();
        former.handOver();
        daemon = Optional.empty();
        try {
            daemon = Optional.of(Daemon.start(next, former.lasting().because(why)));
            long took = Duration.between(begun, clock.instant()).toMillis();
            LOG.atInfo().addKeyValue("took_ms", took).log("all parts are wired anew; Nginx served on meanwhile");
        } catch (IOException | RuntimeException failed) {
            daemon = startAgain(config.settings(), former.lasting());
            throw failed;
        } finally {
            daemon.ifPresent(controller::follow);
        }
    }

    /** What has worked before; empty if this is closed before it works again. */
    private Optional<Daemon> startAgain(Settings former, Lasting lasting) {
        do {
            try {
                return Optional.of(Daemon.start(former, lasting));
            } catch (IOException | RuntimeException failed) {
                vainStarts.incrementAndGet();
                refuse(List.of("nobody controls Nginx, which goes on as it is: "
                        + words(failed).get(0)));
                LOG.error(
                        "nobody controls Nginx, which goes on as it is; tried again in {} s: {}",
                        AGAIN_AFTER_SECONDS,
                        failed.toString());
            }
        } while (!isClosingWithin(AGAIN_AFTER_SECONDS));
        return Optional.empty();
    }

    private boolean isClosingWithin(long seconds) {
        try {
            return closing.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Lets a vain attempt to start end. */
    void prepareToClose() {
        closing.countDown();
    }

    @Override
    public void close() {
        daemon.ifPresent(Daemon::close);
    }
}
