package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.AddressRules;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.Liveness;
import dev.pluginlb.cluster.Membership;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.cluster.Registrations;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.nginx.Carried;
import dev.pluginlb.nginx.LiveWatch;
import dev.pluginlb.nginx.ReloadPacer;
import dev.pluginlb.redis.ClusterReading;
import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.redis.Coordination;
import dev.pluginlb.redis.RegisteredController;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A control loop in a world of its own: a registry of so many nodes, probes that come back within the turn, a clock that
 * goes only when told. Nginx is played by the test, through {@link #ends} and {@link #looks}.
 */
final class Given {

    static final Instant BEGIN = GivenCluster.NOW;

    final RecordedEffects effects;
    final ControlLoop loop;
    private final List<Input> inputs = new ArrayList<>();
    private final Set<Address> silent = new HashSet<>();
    private Optional<NodeId> agreed = Optional.empty();
    private Map<Address, Drain> drained = Map.of();
    private Map<Address, Double> factors = Map.of();
    private List<RegisteredController> controllers = List.of();
    private List<String> unread = List.of();
    private int nodes;
    private boolean readable = true;
    private Instant now = BEGIN;
    private @Nullable ControllerState state;

    private Given(String policy, Optional<Path> overrides) {
        effects = new RecordedEffects(overrides);
        ReloadPacer.Limits limits =
                new ReloadPacer.Limits(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(5), 2);
        loop = new ControlLoop(
                new Membership(
                        new Membership.Rules(Duration.ofSeconds(10), new Liveness.Thresholds(2, 3), AddressRules.NONE)),
                GivenPlan.planner(policy),
                effects,
                new DeploymentRules(new ReloadPacer(limits, BEGIN), 8),
                BEGIN);
    }

    static Given nodes(int count) {
        return with("round-robin", count, Optional.empty());
    }

    static Given with(String policy, int count, Optional<Path> overrides) {
        Given given = new Given(policy, overrides);
        given.nodes = count;
        return given;
    }

    /** So many nodes whose first config is live. */
    static Given live(int count) {
        Given given = nodes(count).passes(1);
        return given.ends(Result.PROVEN);
    }

    Given grows(int count) {
        nodes = count;
        return this;
    }

    Given silent(int... these) {
        IntStream.of(these).mapToObj(GivenCluster::address).forEach(silent::add);
        return this;
    }

    Given unreadable() {
        readable = false;
        return this;
    }

    Given readable() {
        readable = true;
        return this;
    }

    Given agreed(String id) {
        agreed = Optional.of(new NodeId(id));
        return this;
    }

    /** From now on Redis says so. */
    /** What of Redis is too large from now on. */
    Given unread(String... lines) {
        unread = List.of(lines);
        return this;
    }

    Given drained(Map<Address, Drain> these) {
        drained = these;
        return this;
    }

    /** All controllers use these factors from now on. */
    Given weighed(Map<Address, Double> these) {
        factors = these;
        return this;
    }

    /** From now on these controllers are registered. */
    Given registered(String... ids) {
        controllers = Stream.of(ids)
                .map(id -> new RegisteredController(new ControllerId(id), "host", "1.0", Optional.empty(), now))
                .toList();
        return this;
    }

    Given gets(Input input) {
        inputs.add(input);
        return this;
    }

    /** The attempt under way ends. */
    Given ends(Result result) {
        inputs.add(new Input.Applied(new ApplyOutcome(result, last().version(), "words", Duration.ofMillis(60))));
        return turns(0);
    }

    /** Somebody looks at the running Nginx once a second. */
    Given looks(String served, String current) {
        for (int i = 0; i < 3; i++) {
            inputs.add(new Input.Looked(
                    new LiveWatch.Look(now, Optional.of(served), Optional.of(current), Set.of(), Optional.empty())));
            passes(1);
        }
        return this;
    }

    /** Somebody sees three times what keeps Nginx, which serves what was applied last, from taking a config. */
    Given hindered(String words) {
        Optional<String> version = Optional.of(last().version());
        for (int i = 0; i < 3; i++) {
            inputs.add(new Input.Looked(new LiveWatch.Look(
                    now, version, version, Set.of(), Optional.empty(), Optional.empty(), Optional.of(words))));
            passes(1);
        }
        return this;
    }

    Given draining(int workers) {
        String version = last().version();
        inputs.add(new Input.Looked(
                new LiveWatch.Look(now, Optional.of(version), Optional.of(version), old(workers), Optional.empty())));
        return turns(0);
    }

    /** Nginx, asked at that moment, says what it has in flight; three old workers are still there. */
    Given counts(Instant asked, Map<Address, Integer> inFlight) {
        String version = last().version();
        Map<Address, Carried> carried = inFlight.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, node -> new Carried(node.getValue(), 0)));
        inputs.add(new Input.Looked(new LiveWatch.Look(
                asked,
                Optional.of(version),
                Optional.of(version),
                old(3),
                Optional.empty(),
                Optional.of(carried),
                Optional.empty())));
        return turns(0);
    }

    private static Set<Long> old(int workers) {
        return LongStream.rangeClosed(1, workers).boxed().collect(Collectors.toSet());
    }

    /** Each second brings a reading, the probes and ten turns. */
    Given passes(int seconds) {
        for (int second = 0; second < seconds; second++) {
            inputs.add(readable ? new Input.Read(reading()) : new Input.Unreadable("refused", nobody()));
            turns(100);
            effects.targets.forEach(this::probe);
            for (int turn = 0; turn < 9; turn++) {
                turns(100);
            }
        }
        return this;
    }

    Given turns(int millis) {
        now = now.plusMillis(millis);
        state = loop.tick(List.copyOf(inputs), now);
        loop.announce();
        inputs.clear();
        return this;
    }

    ControllerState state() {
        return Objects.requireNonNull(state, "no turn yet");
    }

    RenderedConfig last() {
        return effects.applied.get(effects.applied.size() - 1);
    }

    int attempts() {
        return effects.applied.size();
    }

    Instant now() {
        return now;
    }

    private void probe(Address target) {
        inputs.add(new Input.Probed(
                silent.contains(target)
                        ? ProbeResult.failed(target, "refused")
                        : ProbeResult.answered(target, OptionalInt.empty())));
    }

    private ClusterReading reading() {
        List<Heartbeat> heartbeats = IntStream.rangeClosed(1, nodes)
                .mapToObj(i -> new Heartbeat(
                        new NodeId("n" + i),
                        Source.DAEMON,
                        List.of(GivenCluster.address(i)),
                        now.getEpochSecond(),
                        100))
                .toList();
        return new ClusterReading(
                new Registrations(heartbeats, Set.of(Source.DAEMON, Source.STATUS)),
                Optional.of(List.of()),
                Optional.of(List.of()),
                agreed,
                Optional.empty(),
                Optional.of(drained),
                new Coordination(Optional.empty(), factors, Map.of(), controllers),
                Optional.empty(),
                List.of("dify:nodes", "cluster:status"),
                unread);
    }

    private static Registrations nobody() {
        return new Registrations(List.of(), Set.of(Source.STATIC));
    }
}
