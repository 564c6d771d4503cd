package dev.pluginlb.nginx;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.pluginlb.disk.Disk;
import dev.pluginlb.render.RenderedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one config into effect: write, test, switch, reload, prove; and puts the former one back when that fails.
 *
 * <p>At every moment {@code current} points to a complete release that passed {@code nginx -t}, so an Nginx that is
 * started after a crash at any step serves. Blocks for up to the sum of its time limits; confined to one thread.
 */
public final class Applier {

    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
    private static final Duration ASK_AGAIN = Duration.ofMillis(25);

    /** Old workers accept on for 100 ms after the new ones have started; so many answers take longer than that. */
    private static final int ANSWERS_IN_A_ROW = 8;

    private final Nginx nginx;
    private final MainFile mainFile;
    private final ReleaseDirectory releases;
    private final ControlListener control;
    private final Keys keys;
    private final Signals signals;
    private final Hindrances hindrances;
    private final NewStart newStart;
    private final ProcessCare care;
    private final RetryPolicy<Object> untilLive;
    private final InstantSource clock;

    /** Whether pluginlb starts Nginx itself. */
    public enum ProcessCare {
        OURS,
        SOMEBODY_ELSES
    }

    /**
     * @param care whether to start Nginx when none runs
     * @param patience how long after a reload the new version may take to answer
     */
    public Applier(Target target, ProcessCare care, Duration patience, InstantSource clock) {
        this.nginx = target.nginx();
        this.mainFile = target.mainFile();
        this.releases = target.releases();
        this.control = target.control();
        this.keys = target.keys();
        this.signals = target.signals();
        this.hindrances = new Hindrances(target);
        this.newStart = new NewStart(target);
        this.care = care;
        this.clock = clock;
        this.untilLive = RetryPolicy.builder()
                .withDelay(ASK_AGAIN)
                .withMaxAttempts(-1)
                .withMaxDuration(patience)
                .handleResult(false)
                .build();
    }

    /** The Nginx that configs are applied to, and all that belongs to it. */
    public record Target(Nginx nginx, MainFile mainFile, ReleaseDirectory releases, ControlListener control) {

        public Signals signals() {
            return new Signals(nginx, mainFile, control);
        }

        public Keys keys() {
            return new Keys(releases.control(), control.key());
        }
    }

    /** Looks after the pid file with the same care. */
    public PidWatch pidWatch() {
        return new PidWatch(signals, care);
    }

    /** Looks after a main file that is not ours to make anew. */
    public MainFileWatch mainFileWatch() {
        return new MainFileWatch(nginx, mainFile, releases, clock);
    }

    /**
     * Makes good what a crash in the middle of an attempt left: whole releases only, and {@code current} on one that is
     * live or was, so that an Nginx that is started now comes up. On a disk that takes nothing it is left; what is not as it
     * should be is noticed, and attempted, later as at any other time.
     */
    public void recover() {
        try {
            releases.repair();
            Optional<String> live = control.ask().map(ControlListener.Live::version);
            Optional<String> proven = releases.proven();
            if (proven.isPresent() && !releases.current().equals(live)) {
                releases.switchTo(proven.get());
            }
        } catch (IOException unwritable) {
            LOG.warn("what was left half done is left: {}", Disk.words(unwritable));
        }
    }

    /** Never throws for what can go wrong outside: that is the outcome. */
    public ApplyOutcome apply(RenderedConfig config) {
        Attempt attempt = new Attempt(config.version(), clock.instant());
        try {
            if (!Files.isReadable(mainFile.path())) {
                return attempt.ended(ApplyOutcome.Result.REFUSED, withoutMain());
            }
            if (!mainFile.includesReleases()) {
                return attempt.ended(ApplyOutcome.Result.REFUSED, withoutInclude(mainFile.expectedInclude(), "http"));
            }
            if (config.files().keySet().stream().anyMatch(MainFile::isForStream) && !mainFile.includesStreams()) {
                return attempt.ended(
                        ApplyOutcome.Result.REFUSED, withoutInclude(mainFile.expectedStreamInclude(), "stream"));
            }
            releases.write(config);
            keys.keep();
            Nginx.Answer test = test(config.version());
            if (!test.succeeded()) {
                return attempt.ended(ApplyOutcome.Result.REFUSED, test.words());
            }
            if (!releases.isWhole(config)) {
                return attempt.ended(ApplyOutcome.Result.FAILED, takenAway(config.version()));
            }
            Optional<String> former = releases.proven().or(releases::current);
            return goLive(attempt, config, former);
        } catch (IOException | RuntimeException failed) {
            return attempt.ended(ApplyOutcome.Result.FAILED, Disk.words(failed));
        }
    }

    private String withoutMain() {
        return mainFile.path() + ": it is not there, or cannot be read (expected: the main file of Nginx, with \""
                + mainFile.expectedInclude() + "\" in its http block; nginx.config says which it is)";
    }

    private String withoutInclude(String line, String block) {
        return mainFile.path() + ": nothing there includes our releases (expected: \"" + line + "\" in its " + block
                + " block)";
    }

    /** What Nginx accepts says little where files of the release are missing: it takes an empty folder for a good config. */
    private String takenAway(String version) {
        return releases.folderOf(version) + ": somebody has changed or removed it while it was tested";
    }

    /** Tests a release in a shadow of the main file. */
    private Nginx.Answer test(String version) throws IOException {
        Path scratch = releases.scratch();
        try {
            return nginx.test(mainFile.shadow(releases.folderOf(version), scratch));
        } finally {
            Disk.delete(scratch);
        }
    }

    private ApplyOutcome goLive(Attempt attempt, RenderedConfig config, Optional<String> former) throws IOException {
        Optional<ControlListener.Live> answer = control.ask();
        Optional<Hindrance> hindrance = hindrances.seen(answer);
        if (hindrance.isPresent() && hindrance.get() instanceof Hindrance.NoSocket removed) {
            listenAnew(removed, config);
        }
        releases.switchTo(config.version());
        if (hindrance.filter(this::isForSomebodyElse).isPresent()) {
            return attempt.ended(
                    ApplyOutcome.Result.NOT_RUNNING, hindrance.get().words());
        }
        boolean masterless =
                hindrance.filter(Hindrance.NoMaster.class::isInstance).isPresent();
        boolean runs = !masterless && (answer.isPresent() || signals.reachesMaster());
        boolean starting = !runs && care == ProcessCare.OURS;
        Nginx.Answer signalled = starting ? newStart.start(answer) : signals.reload();
        if (!signalled.succeeded() && !runs) {
            return attempt.ended(ApplyOutcome.Result.NOT_RUNNING, notRunning(signalled));
        }
        if (signalled.succeeded() && becomesLive(control, attempt.version(), starting ? 1 : ANSWERS_IN_A_ROW)) {
            releases.markProven(attempt.version());
            if (care == ProcessCare.OURS) {
                signals.keepPidFile();
            }
            return attempt.ended(ApplyOutcome.Result.PROVEN, "live");
        }
        String why = signalled.succeeded()
                ? unchanged()
                : signalled.words()
                        + hindrance.map(words -> "; " + words.words()).orElse("");
        return attempt.ended(ApplyOutcome.Result.NOT_LIVE, why + "; " + putBack(attempt.version(), former));
    }

    /** What must not be started, or ended before, by us. */
    private boolean isForSomebodyElse(Hindrance hindrance) {
        return hindrance instanceof Hindrance.OutOfReach
                || (hindrance instanceof Hindrance.NoMaster && care == ProcessCare.SOMEBODY_ELSES);
    }

    /** Why a reload that was accepted has changed nothing. */
    private String unchanged() {
        Optional<ControlListener.Live> answer = control.ask();
        String serves = answer.map(ControlListener.Live::version).orElse("nothing that tells its version");
        return hindrances
                .seen(answer)
                .map(Hindrance::words)
                .orElse("Nginx accepted the reload but still serves " + serves + "; its error log says why");
    }

    /** What comes of it shows when the config itself is to go live. */
    private void listenAnew(Hindrance.NoSocket hindrance, RenderedConfig config) throws IOException {
        LOG.warn("{}", hindrance.words());
        SocketsAnew sockets = new SocketsAnew(hindrance.removed(), control);
        RenderedConfig meanwhile = sockets.meanwhile(config);
        sockets.makeRoom();
        releases.write(meanwhile);
        if (test(meanwhile.version()).succeeded() && releases.isWhole(meanwhile)) {
            releases.switchTo(meanwhile.version());
            if (signals.reload().succeeded()) {
                becomesLive(sockets.elsewhere(), meanwhile.version(), ANSWERS_IN_A_ROW);
            }
        }
    }

    private String notRunning(Nginx.Answer signalled) {
        String hint = care == ProcessCare.OURS ? "it cannot be started" : "start it: " + nginx.startCommand();
        return "no Nginx is running with " + mainFile.path() + ", " + hint + " (" + signalled.words() + ")";
    }

    private String putBack(String refused, Optional<String> former) throws IOException {
        if (former.filter(version -> !version.equals(refused)).isEmpty()) {
            return "there is no former config to put back";
        }
        String version = former.get();
        if (releases.read(version).filter(RenderedConfig::listens).isEmpty()) {
            return "the former config " + version + " is no longer whole on disk, and is not put back";
        }
        releases.switchTo(version);
        boolean stillServed =
                control.ask().filter(live -> live.version().equals(version)).isPresent();
        if (stillServed) {
            return "the former config " + version + " keeps serving";
        }
        signals.reload();
        return becomesLive(control, version, ANSWERS_IN_A_ROW)
                ? "the former config " + version + " was put back and is live"
                : "the former config " + version + " was put back but could not be proven live";
    }

    /** @param answers that must say so in a row: of an Nginx that was just started, which has no old workers, one will do */
    private boolean becomesLive(ControlListener listener, String version, int answers) {
        AtomicInteger inARow = new AtomicInteger();
        return Failsafe.with(untilLive).get(() -> {
            boolean serves = listener.ask()
                    .filter(live -> live.version().equals(version))
                    .isPresent();
            return inARow.updateAndGet(run -> serves ? run + 1 : 0) >= answers;
        });
    }

    /** Deletes old releases. */
    public void prune(int keep, Set<String> inUse) throws IOException {
        releases.prune(keep, inUse);
    }

    private final class Attempt {

        private final String version;
        private final Instant begun;

        Attempt(String version, Instant begun) {
            this.version = version;
            this.begun = begun;
        }

        String version() {
            return version;
        }

        ApplyOutcome ended(ApplyOutcome.Result result, String words) {
            return new ApplyOutcome(result, version, words, Duration.between(begun, clock.instant()));
        }
    }
}
