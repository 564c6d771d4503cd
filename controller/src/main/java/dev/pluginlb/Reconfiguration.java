package dev.pluginlb;

import dev.pluginlb.config.AdminSettings;
import dev.pluginlb.config.ConfigChange;
import dev.pluginlb.config.ConfigException;
import dev.pluginlb.config.EffectiveConfig;
import dev.pluginlb.config.Settings;
import dev.pluginlb.control.Action;
import dev.pluginlb.control.Actor;
import dev.pluginlb.control.Audit;
import dev.pluginlb.disk.FileStamps;
import dev.pluginlb.task.TaskThread;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again when it is told to, and when a file that it depends on has changed and is the same at two looks, a
 * second apart. What is good is put into effect; what is bad is refused as a whole, and shown until a good one comes.
 *
 * <p>Looks by itself: files are replaced by renaming, through links and in mounted folders, of which the JDK's watch service tells
 * nothing. All is done on one thread.
 */
final class Reconfiguration implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reconfiguration.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(60);
    private static final Actor SIGNAL = new Actor("signal HUP", "");
    private static final Actor FILE_CHANGE = new Actor("file change", "");

    private final Supplier<EffectiveConfig> source;
    private final Succession succession;
    private final Audit audit;
    private final Consumer<Instant> alsoLook;
    private final InstantSource clock;
    private final TaskThread thread = new TaskThread("config");
    private final AtomicBoolean hangUpWaits = new AtomicBoolean();
    private EffectiveConfig inEffect;
    private Set<Path> files;
    private final Rereading rereading = new Rereading();

    /** As they were when what is in effect was read: what was refused meanwhile still counts as changed. */
    private FileStamps effective;

    /** @param alsoLook what is to be looked at as often as the files */
    Reconfiguration(
            Supplier<EffectiveConfig> source,
            EffectiveConfig inEffect,
            Succession succession,
            Consumer<Instant> alsoLook,
            InstantSource clock) {
        this.source = source;
        this.inEffect = inEffect;
        this.succession = succession;
        this.alsoLook = alsoLook;
        this.clock = clock;
        this.audit = new Audit(succession.controller()::note, clock);
        this.files = inEffect.files();
        this.effective = FileStamps.of(files);
    }

    void start() {
        thread.repeat(EVERY, this::look);
    }

    /** Somebody sent SIGHUP. Returns at once. */
    void hangUp() {
        if (hangUpWaits.compareAndSet(false, true)) {
            thread.execute(() -> {
                hangUpWaits.set(false);
                read(SIGNAL);
            });
        }
    }

    /** Waits for what is being put into effect. */
    @Override
    public void close() {
        succession.prepareToClose();
        if (!thread.endWithin(LONGEST_END)) {
            LOG.warn("other settings were not in effect within {} s, and are given up", LONGEST_END.toSeconds());
        }
    }

    private void look() {
        alsoLook.accept(clock.instant());
        if (rereading.isDue(FileStamps.of(files), clock.instant())) {
            read(FILE_CHANGE);
        }
    }

    /** Catches everything: what goes wrong with one reading must not end all later ones. */
    private void read(Actor by) {
        FileStamps now = FileStamps.of(files);
        List<Path> touched = rereading.reads(now);
        try {
            EffectiveConfig next = source.get();
            files = next.files();
            good(by, now, next);
        } catch (ConfigException bad) {
            rereading.refused(bad);
            files = bad.files();
            bad(by, touched, bad.errors());
        } catch (RuntimeException fault) {
            LOG.error("the configuration could not be read again, the one in effect goes on", fault);
        }
    }

    private void good(Actor by, FileStamps read, EffectiveConfig next) {
        List<Path> touched = read.changedSince(effective);
        List<ConfigChange> changes = Stream.concat(
                        next.changesFrom(inEffect).stream(), contents(next.settings(), touched))
                .toList();
        boolean wasRefused = !succession.shown().refused().isEmpty();
        if (changes.isEmpty() && !wasRefused && by.equals(FILE_CHANGE)) {
            return;
        }
        List<String> obstacles = changes.isEmpty() ? List.of() : succession.obstacles(next, changes);
        if (!obstacles.isEmpty()) {
            hindered(by, touched, obstacles);
            return;
        }
        rereading.unhindered();
        Action action = asked(by, touched);
        List<String> failures = changes.isEmpty() ? List.of() : succession.put(next, changes);
        if (!failures.isEmpty()) {
            refused(action, failures);
            return;
        }
        inEffect = next;
        effective = FileStamps.of(files);
        succession.refuse(List.of());
        String what = changes.isEmpty()
                ? "nothing is different"
                : changes.stream().map(ConfigChange::line).collect(Collectors.joining("; "));
        LOG.atInfo().addKeyValue("changes", changes.size()).log("configuration in effect: {}", what);
        audit.ended(action, "in_effect", what);
    }

    /** Nothing was touched, and what stands against it may pass: a port that is taken, a want of file handles. */
    private void hindered(Actor by, List<Path> touched, List<String> obstacles) {
        rereading.hindered(clock.instant());
        bad(by, touched, obstacles);
    }

    /** The same things wrong as before are not told again by themselves. */
    private void bad(Actor by, List<Path> touched, List<String> errors) {
        if (!by.equals(FILE_CHANGE) || !errors.equals(succession.shown().refused())) {
            refused(asked(by, touched), errors);
        }
    }

    private Action asked(Actor by, List<Path> touched) {
        String names = touched.stream().map(Path::toString).collect(Collectors.joining(", "));
        Action action = Action.asked(by, "config reload", Action.Subject.of(names), clock.instant());
        audit.asked(action);
        return action;
    }

    private void refused(Action action, List<String> lines) {
        succession.refuse(lines);
        String all = String.join("; ", lines);
        LOG.error("the changed configuration is refused, the former one goes on: {}", all);
        audit.ended(action, "refused", all);
    }

    /** What is taken from files that the settings only name. */
    private static Stream<ConfigChange> contents(Settings settings, List<Path> touched) {
        Optional<Path> token =
                settings.admin().token().isPresent() ? Optional.empty() : Optional.of(settings.adminTokenFile());
        return Stream.of(
                        content("redis.tls.ca-file", settings.redis().tls().caFile(), touched),
                        content(
                                "admin.tls.cert-file",
                                settings.admin().tls().map(AdminSettings.Certificate::chain),
                                touched),
                        content(
                                "admin.tls.key-file",
                                settings.admin().tls().map(AdminSettings.Certificate::key),
                                touched),
                        content("admin.token-file", token, touched))
                .flatMap(Optional::stream);
    }

    private static Optional<ConfigChange> content(String key, Optional<Path> file, List<Path> touched) {
        return file.filter(path -> touched.stream().anyMatch(one -> one.endsWith(path)))
                .map(path -> new ConfigChange(key, path.toString(), "what is in it now"));
    }
}
