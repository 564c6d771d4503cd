package dev.pluginlb;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.config.Settings;
import dev.pluginlb.control.ControlLoop;
import dev.pluginlb.control.ControlThread;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.Counts;
import dev.pluginlb.control.DeploymentRules;
import dev.pluginlb.control.Durations;
import dev.pluginlb.control.Input;
import dev.pluginlb.control.Journal;
import dev.pluginlb.control.LearningState;
import dev.pluginlb.control.Sightings;
import dev.pluginlb.control.Statistics;
import dev.pluginlb.control.Work;
import dev.pluginlb.control.WorkTimes;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.nginx.Applier;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.LiveWatch;
import dev.pluginlb.nginx.StateTeller;
import dev.pluginlb.probe.HealthProbes;
import dev.pluginlb.probe.HostNames;
import dev.pluginlb.probe.PluginPages;
import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.redis.Election;
import dev.pluginlb.redis.RedisWatch;
import dev.pluginlb.render.Driver;
import dev.pluginlb.render.NginxVersion;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.store.FolderLock;
import dev.pluginlb.store.StateFolder;
import dev.pluginlb.traffic.Flows;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running controller: all parts wired, started and stopped together.
 *
 * <p>Stopping finishes an attempt that is under way and leaves Nginx serving.
 */
public final class Daemon implements Controller, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Settings settings;
    private final ControlThread.Inbox inbox = new ControlThread.Inbox();
    private final Exchanges exchanges;
    private final FolderLock lock;
    private final Applier.Target target;
    private final Applying applying;
    private final Telling telling;
    private final Renderer renderer;
    private final Shared shared;
    private final Learning learning;
    private final Chores chores;
    private final Election election;
    private final RedisWatch redisWatch;
    private final HostNames hostNames;
    private final Drainage drainage;
    private final ProbeResults probeResults;
    private final HealthProbes probes;
    private final PluginPages pluginPages;
    private final MemberWatch members;
    private final LiveWatch liveWatch;
    private final WorkTimes times;
    private final ControlThread thread;

    /** @throws IOException if a folder, a file or the Nginx program cannot be used; the message says which and why */
    private Daemon(Settings settings, Exchanges exchanges) throws IOException {
        this.settings = settings;
        this.exchanges = exchanges;
        Wiring wiring = new Wiring(settings);
        NginxSite site = new NginxSite(settings);
        this.lock = FolderLock.take("nginx.dir", site.folder());
        NginxVersion version = site.nginx()
                .version()
                .orElseThrow(() -> new IOException("nginx.binary: "
                        + settings.nginx().binary() + " (expected: a program that answers -v as Nginx does)"));
        Driver driver = site.driver();
        site.prepare(driver);
        this.target = site.target(exchanges);
        this.telling = new Telling(new StateTeller(target.control(), site.stateFile()), driver);
        Applier.ProcessCare care =
                settings.nginx().manageProcess() ? Applier.ProcessCare.OURS : Applier.ProcessCare.SOMEBODY_ELSES;
        this.shared = wiring.shared();
        InstantSource clock = shared.clock();
        this.times = new WorkTimes(clock);
        Applier applier = new Applier(target, care, settings.reload().confirmTimeout(), clock);
        applier.recover();
        this.renderer = wiring.renderer(site, version, driver);
        StateFolder store = new StateFolder(settings.stateDir());
        this.applying = new Applying(applier, store, settings.reload());
        this.election = wiring.election(shared);
        this.hostNames = new HostNames(() -> redisWatch().nudge());
        this.redisWatch = new RedisWatch(
                shared.redis(),
                wiring.keys(),
                shared.junk(),
                election::leadership,
                new Readings(inbox, wiring.fixedNodes(), hostNames::resolve));
        this.drainage = new Drainage(wiring.drainRegister(shared), inbox, redisWatch);
        this.probeResults = new ProbeResults(
                result -> inbox.offer(new Input.Probed(result)),
                result -> inbox.offerForNextTurn(new Input.Probed(result)),
                settings.health().rise());
        this.probes = new HealthProbes(exchanges, wiring.probeRules(), probeResults);
        this.pluginPages = new PluginPages(exchanges, report -> inbox.offerForNextTurn(new Input.Reported(report)));
        this.members = new MemberWatch(settings.pools(), exchanges, inbox);
        this.liveWatch =
                new LiveWatch(target, new Sightings<>(inbox, Input.Looked::new, LiveWatch.Look::showsTheSameAs), clock);
        ControlLoop loop = new ControlLoop(
                wiring.membership(),
                wiring.planner(),
                effects(),
                new DeploymentRules(
                        wiring.pacer(clock.instant()), settings.reload().maxDrainingWorkers()),
                clock.instant());
        loop.lookAfter(wiring.services());
        loop.restore(store.cluster(), store.history(), store.pinned().flatMap(this::release), clock.instant());
        this.thread = new ControlThread(loop, inbox, times, clock);
        this.learning = new Learning(wiring, settings, shared, new DecisionLog(() -> state().plan()));
        this.chores =
                new Chores(wiring, shared, new Chores.Loop(this::state, inbox::offerForNextTurn), learning, election);
    }

    /** Wires and starts a controller. */
    public static Daemon start(Settings settings) throws Exception {
        Exchanges exchanges = Exchanges.start();
        try {
            Daemon daemon = new Daemon(settings, exchanges);
            daemon.start();
            return daemon;
        } catch (IOException | RuntimeException failed) {
            exchanges.close();
            throw failed;
        }
    }

    private void start() {
        thread.start();
        liveWatch.start();
        election.start();
        redisWatch.start();
        members.start();
        learning.start();
        chores.start();
        LOG.info(
                "started; nginx.dir {}, Redis {}",
                settings.nginx().dir(),
                settings.redis().address());
    }

    /** What the loop sets in motion; chores begin after the loop has, so they are looked up when they are needed. */
    private LoopEffects effects() {
        return new LoopEffects(
                new LoopEffects.Nodes(probes, probeResults, pluginPages, members),
                new NginxWork(applying, telling, target.releases(), times, inbox),
                new Rendition(renderer, settings, times),
                new LoopEffects.Others(redisWatch, drainage, factors -> chores().proposeFactors(factors)),
                () -> state().deployment().pinned());
    }

    private Chores chores() {
        return chores;
    }

    private RedisWatch redisWatch() {
        return redisWatch;
    }

    @Override
    public ControllerState state() {
        return thread.state();
    }

    @Override
    public Journal journal() {
        return thread.journal();
    }

    @Override
    public long skippedValues() {
        return shared.junk().count();
    }

    @Override
    public ControllerId self() {
        return shared.identity().id();
    }

    @Override
    public boolean leads() {
        return election.leadership().isPresent();
    }

    @Override
    public Statistics statistics() {
        return learning.statistics();
    }

    @Override
    public SortedMap<String, Double> customMetrics() {
        return learning.customMetrics();
    }

    @Override
    public Flows.Seen flows() {
        return learning.flows();
    }

    @Override
    public Durations.Tally times(Work work) {
        return times.tally(work);
    }

    @Override
    public Counts counts() {
        return new Counting(times, election, redisWatch, learning, chores).counts();
    }

    @Override
    public LearningState learning() {
        return learning.state();
    }

    @Override
    public Optional<RenderedConfig> release(String version) {
        try {
            return target.releases().read(version);
        } catch (IOException unreadable) {
            LOG.warn("release {} cannot be read: {}", version, unreadable.toString());
            return Optional.empty();
        }
    }

    @Override
    public CompletableFuture<ApplyOutcome> reload() {
        return inbox.reload();
    }

    @Override
    public CompletableFuture<ApplyOutcome> pin(RenderedConfig release) {
        return inbox.pin(release);
    }

    @Override
    public CompletableFuture<ApplyOutcome> unpin() {
        return inbox.unpin();
    }

    @Override
    public CompletableFuture<ApplyOutcome> drain(Address node, Drain drain) {
        return inbox.drain(node, Optional.of(drain));
    }

    @Override
    public CompletableFuture<ApplyOutcome> undrain(Address node) {
        return inbox.drain(node, Optional.empty());
    }

    @Override
    public void close() {
        learning.close();
        chores.close();
        drainage.close();
        redisWatch.close();
        election.close();
        liveWatch.close();
        probes.close();
        pluginPages.close();
        members.close();
        hostNames.close();
        thread.close();
        applying.close();
        telling.close();
        shared.redis().close();
        exchanges.close();
        if (settings.nginx().manageProcess()) {
            target.nginx().quit();
        }
        unlock();
        LOG.info("stopped");
    }

    private void unlock() {
        try {
            lock.close();
        } catch (IOException failed) {
            LOG.debug("the lock of nginx.dir ends with the process", failed);
        }
    }
}
