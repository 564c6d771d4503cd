package dev.pluginlb;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.config.ProgramVersion;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.Input;
import dev.pluginlb.redis.ControllerRegister;
import dev.pluginlb.redis.Election;
import dev.pluginlb.redis.GarbageCollector;
import dev.pluginlb.redis.Leadership;
import dev.pluginlb.redis.NodeStatus;
import dev.pluginlb.redis.NodeStatusWriter;
import dev.pluginlb.redis.RedisTime;
import dev.pluginlb.redis.RegisteredController;
import dev.pluginlb.redis.RootCause;
import dev.pluginlb.redis.SharedWeights;
import dev.pluginlb.task.TaskThread;
import dev.pluginlb.traffic.ShortLoad;
import dev.pluginlb.wiring.Shared;
import dev.pluginlb.wiring.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What is to be done once a second beside routing: this controller shows itself to the others; the one that leads writes
 * how the nodes are doing, agrees on weights and collects garbage. One thread.
 */
final class Chores implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LAST_ROUND = Duration.ofSeconds(5);
    private static final Duration GARBAGE_EVERY = Duration.ofMinutes(1);

    private final Shared shared;
    private final Supplier<ControllerState> state;
    private final Learning learning;
    private final Consumer<Input.Measured> measured;
    private final Election election;
    private final ControllerRegister register;
    private final NodeStatusWriter nodeStatus;
    private final StatusNews statusNews = new StatusNews();
    private final SharedWeights weights;
    private final GarbageCollector garbage;
    private final AtomicReference<Optional<Map<Address, Double>>> proposal = new AtomicReference<>(Optional.empty());
    private final Map<Address, Integer> inFlightBefore = new HashMap<>();
    private final TaskThread thread = new TaskThread("chores");
    private final LongAdder failures = new LongAdder();
    private Instant nextGarbage = Instant.EPOCH;
    private String lastFault = "";

    /**
     * The control loop, as seen from here.
     *
     * @param measured takes what was measured
     */
    record Loop(Supplier<ControllerState> state, Consumer<Input.Measured> measured) {}

    Chores(Wiring wiring, Shared shared, Loop loop, Learning learning, Election election) {
        this.shared = shared;
        this.state = loop.state();
        this.measured = loop.measured();
        this.learning = learning;
        this.election = election;
        this.register = wiring.register(shared);
        this.nodeStatus = new NodeStatusWriter(shared.redis(), wiring.keys());
        this.weights = new SharedWeights(shared.redis(), wiring.keys());
        this.garbage = wiring.garbageCollector(shared);
    }

    void start() {
        thread.repeat(EVERY, this::round);
    }

    /** Wishes that all controllers used these factors; carried out if this controller leads then, else forgotten. */
    void proposeFactors(Map<Address, Double> factors) {
        proposal.set(Optional.of(factors));
    }

    /** Rounds that could not be done, or not whole, since the start. */
    long failures() {
        return failures.sum();
    }

    @Override
    public void close() {
        try {
            if (thread.endWithin(LAST_ROUND)) {
                register.close();
            }
        } catch (JedisException unreachable) {
            LOG.debug("the entry in the register grows old instead", unreachable);
        }
    }

    /** Whatever goes wrong is said once, and tried again with the next round. */
    private void round() {
        try {
            Instant now = shared.clock().instant();
            ControllerState current = state.get();
            measured.accept(learning.measured(current.cluster()));
            register.announce(new RegisteredController(
                    shared.identity().id(),
                    shared.identity().host(),
                    ProgramVersion.text(),
                    current.deployment().live(),
                    now));
            Map<NodeId, NodeStatus> statuses = statuses(current, now);
            Optional<Map<Address, Double>> wish = proposal.getAndSet(Optional.empty());
            Optional<Leadership> leadership = election.leadership();
            if (leadership.isPresent()) {
                lead(leadership.get(), current, statuses, wish, now);
            }
            lastFault = "";
        } catch (RuntimeException fault) {
            failures.increment();
            LOG.debug("a round of what controllers share failed", fault);
            String why = RootCause.words(fault);
            if (!RootCause.isAway(fault) && !why.equals(lastFault)) {
                LOG.warn("what controllers share is not kept up: {}", why);
                lastFault = why;
            }
        }
    }

    private void lead(
            Leadership leadership,
            ControllerState current,
            Map<NodeId, NodeStatus> statuses,
            Optional<Map<Address, Double>> wish,
            Instant now) {
        Map<NodeId, NodeStatus> news = statusNews.among(statuses, now);
        if (!news.isEmpty() && nodeStatus.write(leadership, news, now)) {
            statusNews.wrote(news);
        }
        wish.ifPresent(factors -> weights.replace(leadership, factors));
        if (!now.isBefore(nextGarbage)) {
            nextGarbage = now.plus(GARBAGE_EVERY);
            long collected = garbage.collect(
                    leadership,
                    nodes(current),
                    now,
                    RedisTime.ask(shared.redis()).orElse(now));
            if (collected > 0) {
                LOG.info("{} entries in Redis were of nobody any more and are deleted", collected);
            }
        }
    }

    private static GarbageCollector.Nodes nodes(ControllerState current) {
        return new GarbageCollector.Nodes(
                current.cluster().nodes().stream().map(Node::id).collect(Collectors.toSet()),
                Stream.concat(current.cluster().up().stream(), current.cluster().draining().stream())
                        .map(Node::id)
                        .collect(Collectors.toSet()));
    }

    /** Of the nodes that say how many requests they run. */
    private Map<NodeId, NodeStatus> statuses(ControllerState current, Instant now) {
        Map<Address, Double> shortOnes = learning.shortInFlight(current.cluster());
        Map<NodeId, NodeStatus> statuses = new HashMap<>();
        for (Node node : current.cluster().nodes()) {
            if (node.inFlight().isPresent()) {
                int inFlight = node.inFlight().getAsInt();
                int lasting = Math.min(inFlight, inFlightBefore.getOrDefault(node.address(), 0));
                int longOnes = ShortLoad.longAmong(lasting, shortOnes.getOrDefault(node.address(), 0.0));
                statuses.put(node.id(), new NodeStatus(inFlight > 0, longOnes > 0, now, inFlight, longOnes, true));
                inFlightBefore.put(node.address(), inFlight);
            }
        }
        inFlightBefore
                .keySet()
                .retainAll(current.cluster().nodes().stream().map(Node::address).collect(Collectors.toSet()));
        return statuses;
    }
}
