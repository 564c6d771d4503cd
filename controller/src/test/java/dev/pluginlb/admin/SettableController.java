package dev.pluginlb.admin;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.Counts;
import dev.pluginlb.control.Counts.Errand;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.control.DrainState;
import dev.pluginlb.control.Durations;
import dev.pluginlb.control.Event;
import dev.pluginlb.control.InFlight;
import dev.pluginlb.control.Journal;
import dev.pluginlb.control.LearningState;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.control.ServiceState;
import dev.pluginlb.control.Statistics;
import dev.pluginlb.control.Work;
import dev.pluginlb.control.WorkTimes;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.Carried;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.redis.Coordination;
import dev.pluginlb.redis.StatsReading;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.Flows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A controller whose state is what a test says, and whose wishes end as a test says; it writes down what was wished. */
public final class SettableController implements Controller {

    public static final Instant STARTED = Instant.parse("2026-11-21T10:00:00Z");

    public static final ControllerId SELF = new ControllerId("front-1-0a1b2c3d");

    private final List<String> wishes = new CopyOnWriteArrayList<>();
    private final Map<String, RenderedConfig> releases = new ConcurrentHashMap<>();
    private final GivenState state = new GivenState();
    private volatile CompletableFuture<ApplyOutcome> next = new CompletableFuture<>();
    private final GivenStatistics requests = new GivenStatistics();
    private volatile SortedMap<String, Double> customMetrics = Collections.emptySortedMap();
    private final WorkTimes times = new WorkTimes(InstantSource.system());
    private final Journal journal = new Journal(STARTED);
    private final Flows flows = new Flows();
    private volatile boolean leads;
    private volatile boolean broken;
    private final Turnstile answers = new Turnstile();

    public void cluster(Freshness freshness, Node... nodes) {
        state.cluster(freshness, List.of(nodes));
    }

    public void plan(RoutingPlan plan, String... reasons) {
        state.plan(plan, List.of(reasons));
    }

    public void deployment(DeploymentState deployment, RenderedConfig target, ReleaseRecord... history) {
        state.deployment(deployment, target, List.of(history));
    }

    /** The wanted release is live, as it should be. */
    public void live(RenderedConfig release, ReleaseRecord... history) {
        Optional<String> version = Optional.of(release.version());
        deployment(
                new DeploymentState(version, version, true, Optional.empty(), Optional.empty(), 0, ""),
                release,
                history);
    }

    /** Another release than the wanted one is live, and why. */
    public void stillLive(String version, RenderedConfig wanted, String waitingFor) {
        deployment(
                new DeploymentState(
                        Optional.of(wanted.version()),
                        Optional.of(version),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        waitingFor),
                wanted);
    }

    public void onDisk(RenderedConfig release) {
        releases.put(release.version(), release);
    }

    /** Where all wait who want to know what is, while it is shut. */
    Turnstile answers() {
        return answers;
    }

    /** From now on nothing works. */
    public void breakDown() {
        broken = true;
    }

    /** How every wish from now on ends; an open future lets it hang. */
    public void endWith(CompletableFuture<ApplyOutcome> outcome) {
        next = outcome;
    }

    public void endWith(ApplyOutcome.Result result, String version, String words) {
        next = CompletableFuture.completedFuture(GivenReleases.outcome(result, version, words));
    }

    @Override
    public ControllerState state() {
        answers.pass();
        if (broken) {
            throw new IllegalStateException("secret internals");
        }
        return state.now();
    }

    @Override
    public Journal journal() {
        answers.pass();
        return journal;
    }

    @Override
    public void note(Event.Change action) {
        journal.enter(List.of(action), STARTED);
    }

    @Override
    public Flows.Seen flows() {
        return flows.seen();
    }

    public void finished(FinishedRequest request) {
        flows.add(request);
    }

    @Override
    public long skippedValues() {
        return 7;
    }

    public void cannotBeHeard(String why) {
        requests.cannotBeHeard(why);
    }

    /** Metrics from elsewhere. */
    public void customMetrics(Map<String, Double> metrics) {
        customMetrics = new TreeMap<>(metrics);
    }

    public void statistics(StatsReading reading, String... problems) {
        requests.are(reading, List.of(problems));
    }

    public void services(ServiceState... services) {
        state.services(List.of(services));
    }

    public void coordination(Coordination coordination) {
        state.coordination(coordination);
    }

    /** So much has Nginx in flight. */
    public void inNginx(Map<Address, Carried> requests) {
        state.inNginx(new InFlight(STARTED, requests));
    }

    /** So far a drained node has come. */
    public void drained(String address, DrainState drain) {
        state.drained(Address.parse(address), drain);
    }

    public void lead() {
        leads = true;
    }

    @Override
    public ControllerId self() {
        return SELF;
    }

    @Override
    public boolean leads() {
        return leads;
    }

    @Override
    public Statistics statistics() {
        return requests.now();
    }

    @Override
    public SortedMap<String, Double> customMetrics() {
        return customMetrics;
    }

    /** So long did such work take, once more. */
    public void took(Work work, Duration time) {
        times.took(work, time);
    }

    @Override
    public Durations.Tally times(Work work) {
        return times.tally(work);
    }

    /** An attempt to apply a config ended, once more. */
    public void ended(ApplyOutcome outcome) {
        times.ended(outcome);
    }

    @Override
    public Counts counts() {
        return new Counts(
                Arrays.stream(ApplyOutcome.Result.values())
                        .collect(Collectors.toMap(Function.identity(), times::applies)),
                5,
                1,
                Map.of(Errand.READ, 2L, Errand.ELECT, 3L, Errand.FLUSH, 0L, Errand.SHARE, 0L),
                4);
    }

    @Override
    public LearningState learning() {
        return requests.now().learning();
    }

    @Override
    public Optional<RenderedConfig> release(String version) {
        return Optional.ofNullable(releases.get(version));
    }

    @Override
    public CompletableFuture<ApplyOutcome> reload() {
        return wished("reload");
    }

    @Override
    public CompletableFuture<ApplyOutcome> pin(RenderedConfig release) {
        return wished("pin " + release.version());
    }

    @Override
    public CompletableFuture<ApplyOutcome> unpin() {
        return wished("unpin");
    }

    @Override
    public CompletableFuture<ApplyOutcome> drain(Address node, Drain drain) {
        return wished("drain " + node + " " + drain.who() + ": " + drain.why());
    }

    @Override
    public CompletableFuture<ApplyOutcome> undrain(Address node) {
        return wished("undrain " + node);
    }

    private CompletableFuture<ApplyOutcome> wished(String what) {
        wishes.add(what);
        return next;
    }

    /** Everything that was wished, oldest first. */
    public List<String> wishes() {
        return new ArrayList<>(wishes);
    }
}
