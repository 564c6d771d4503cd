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
import dev.pluginlb.control.Event;
import dev.pluginlb.control.Input;
import dev.pluginlb.control.Journal;
import dev.pluginlb.control.LearningState;
import dev.pluginlb.control.Sightings;
import dev.pluginlb.control.Statistics;
import dev.pluginlb.control.Work;
import dev.pluginlb.control.WorkTimes;
import dev.pluginlb.log.DecisionLog;
import dev.pluginlb.nginx.Applier;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.LiveWatch;
import dev.pluginlb.nginx.Nginx;
import dev.pluginlb.nginx.StateTeller;
import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.redis.Election;
import dev.pluginlb.render.Driver;
import dev.pluginlb.render.NginxVersion;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.store.StateFolder;
import dev.pluginlb.traffic.Flows;
import dev.pluginlb.wiring.NginxSite;
import dev.pluginlb.wiring.Shared;
import dev.pluginlb.wiring.Wiring;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
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
    private final Premises premises;
    private final Applier.Target target;
    private final Applying applying;
    private final Telling telling;
    private final Renderer renderer;
    private final Shared shared;
    private final Learned learned;
    private final Learning learning;
    private final Chores chores;
    private final Election election;
    private final RedisLink link;
    private final LoopEffects.Nodes nodes;
    private final LiveWatch liveWatch;
    private final WorkTimes times;
    private final Counting counting;
    private final ControlThread thread;

    /** @throws IOException if a folder, a file or the Nginx program cannot be used; the message says which and why */
    private Daemon(Settings settings, Premises premises, Lasting lasting) throws IOException {
        this.settings = settings;
        this.times = lasting.times();
        this.premises = premises;
        this.shared = premises.shared();
        Wiring wiring = new Wiring(settings);
        NginxSite site = new NginxSite(settings);
        NginxVersion version = site.version();
        Driver driver = site.driver();
        Optional<String> main = site.prepare(driver);
        this.target = site.target(premises.exchanges());
        this.telling = new Telling(new StateTeller(target.control(), site.stateFile()), driver);
        InstantSource clock = shared.clock();
        Applier applier = new Applier(target, site.care(), settings.reload().confirmTimeout(), clock);
        applier.recover();
        this.renderer = wiring.renderer(site, version, driver);
        StateFolder store = new StateFolder(settings.stateDir());
        this.applying = new Applying(applier, main.map(text -> () -> site.remake(text)), store, settings.reload());
        this.election = wiring.election(shared);
        this.link = new RedisLink(wiring, shared, election, inbox);
        this.nodes = LoopEffects.Nodes.of(settings, premises.exchanges(), inbox);
        this.liveWatch = new LiveWatch(
                target,
                () -> state().target(),
                new Sightings<>(inbox, Input.Looked::new, LiveWatch.Look::showsTheSameAs),
                clock);
        ControlLoop loop = new ControlLoop(
                wiring.membership(),
                wiring.planner(),
                effects(),
                new DeploymentRules(
                        wiring.pacer(clock.instant()), settings.reload().maxDrainingWorkers()),
                clock.instant());
        loop.lookAfter(wiring.services());
        lasting.occasion().ifPresent(loop::succeed);
        loop.restore(store.cluster(), store.history(), store.pinned().flatMap(this::release), clock.instant());
        this.thread = new ControlThread(loop, inbox, times, lasting.journal(), clock);
        this.learned = Learned.after(lasting.learned(), settings, clock.instant());
        DecisionLog decisions = new DecisionLog(() -> state().plan());
        this.learning = new Learning(settings, shared, learned, target.keys().feed(), decisions);
        this.chores =
                new Chores(wiring, shared, new Chores.Loop(this::state, inbox::offerForNextTurn), learning, election);
        this.counting =
                new Counting(times, new Counting.Counter(election, link.watch(), learning, chores), lasting.counts());
    }

    /**
     * Wires and starts a controller that goes on from what a former one had. If it cannot be, nothing is held any more.
     *
     * @throws IOException if a folder, a file or the Nginx program cannot be used; the message says which and why
     */
    static Daemon start(Settings settings, Lasting lasting) throws IOException {
        Premises premises = Premises.take(settings, lasting);
        try {
            Daemon daemon = new Daemon(settings, premises, lasting);
            daemon.start();
            return daemon;
        } catch (IOException | RuntimeException failed) {
            premises.close();
            throw failed;
        }
    }

    private void start() {
        thread.start();
        applying.start();
        liveWatch.start();
        election.start();
        link.start();
        nodes.members().start();
        learning.start();
        chores.start();
        LOG.info("started; nginx.dir {}, Redis {}", settings.nginx().dir(), new Wiring(settings).redis());
    }

    /** What the loop sets in motion; chores begin after the loop has, so they are looked up when they are needed. */
    private LoopEffects effects() {
        return new LoopEffects(
                nodes,
                new NginxWork(applying, telling, target.releases(), times, inbox),
                new Rendition(renderer, settings, times),
                new LoopEffects.Others(link, factors -> chores.proposeFactors(factors)),
                () -> state().deployment().pinned());
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
    public void note(Event.Change action) {
        inbox.offer(new Input.Acted(action));
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
        return counting.counts();
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

    /** What is wrong with files, besides what the state tells. */
    List<String> faults() {
        return applying.faults();
    }

    /** What a next one in this process is to go on from; to be asked for when this one has ended. */
    Lasting lasting() {
        return Lasting.of(shared, journal(), times, counts(), learned);
    }

    /** Ends, and leaves Nginx to the next one, also one that is ours. */
    void handOver() {
        stop();
        premises.close();
    }

    @Override
    public void close() {
        stop();
        if (settings.nginx().manageProcess()) {
            quit();
        }
        premises.close();
        LOG.info("stopped");
    }

    private void quit() {
        Nginx.Answer told = target.signals().quit();
        if (!told.succeeded()) {
            LOG.warn("Nginx was not stopped: {}", told.words());
        }
    }

    private void stop() {
        learning.close();
        chores.close();
        link.close();
        election.close();
        liveWatch.close();
        nodes.close();
        thread.close();
        applying.close();
        telling.close();
    }
}
