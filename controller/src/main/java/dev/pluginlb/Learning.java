package dev.pluginlb;

import dev.pluginlb.accesslog.FeedReader;
import dev.pluginlb.accesslog.FeedReceiver;
import dev.pluginlb.accesslog.FeedState;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.config.Settings;
import dev.pluginlb.control.Input;
import dev.pluginlb.control.LearningState;
import dev.pluginlb.control.Statistics;
import dev.pluginlb.dispatch.Placing;
import dev.pluginlb.redis.FlushState;
import dev.pluginlb.redis.StatsFlush;
import dev.pluginlb.redis.StatsReader;
import dev.pluginlb.redis.StatsReading;
import dev.pluginlb.task.TaskThread;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.Flows;
import dev.pluginlb.traffic.Ledger;
import dev.pluginlb.traffic.Samples;
import dev.pluginlb.traffic.StartedRequest;
import dev.pluginlb.wiring.Shared;
import dev.pluginlb.wiring.Wiring;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The learning half: what Nginx tells of finished requests becomes statistics in Redis, from which every controller reads
 * which endpoints are long. Nothing in it can disturb routing: what fails here is said, and tried again.
 */
final class Learning implements AutoCloseable, FeedReader, StatsFlush.Seen {

    private static final Logger LOG = LoggerFactory.getLogger(Learning.class);
    private static final Duration OPEN_AGAIN = Duration.ofSeconds(5);
    private static final Duration LAST_OPENING = Duration.ofSeconds(1);

    private final Settings settings;
    private final String key;
    private final InstantSource clock;
    private final Consumer<FinishedRequest> watcher;
    private final Ledger ledger;
    private final Placing placing;
    private final Flows flows;
    private final StatsFlush flush;
    private final StatsReader reader;
    private final TaskThread opening = new TaskThread("feed-opener");
    private volatile @Nullable FeedReceiver feed;
    private volatile String closedBecause = "";
    private volatile StatsReading lastReading = StatsReading.NONE;
    private volatile SortedMap<String, Double> lastCustom = Collections.emptySortedMap();

    /**
     * Goes on from what is learned already.
     *
     * @param key by which Nginx tells of requests
     * @param watcher sees every request, on the receiving thread
     */
    Learning(Settings settings, Shared shared, Learned learned, String key, Consumer<FinishedRequest> watcher) {
        Wiring wiring = new Wiring(settings);
        this.settings = settings;
        this.key = key;
        this.clock = shared.clock();
        this.watcher = watcher;
        this.ledger = learned.ledger();
        this.placing = learned.placing();
        this.flows = learned.flows();
        this.flush =
                new StatsFlush(wiring.statsStore(shared), this, settings.stats().flush(), learned.backlog(), clock);
        this.reader = wiring.statsReader(shared);
    }

    void start() {
        opening.repeat(OPEN_AGAIN, this::openFeed);
        flush.start();
    }

    /** What was measured of the nodes and of the demand until now. */
    Input.Measured measured(ClusterSnapshot cluster) {
        placing.look(clock.instant());
        Map<String, Node> nodes = cluster.nodes().stream()
                .collect(Collectors.toMap(node -> node.address().toString(), Function.identity(), (one, other) -> one));
        int given = settings.routing().nodeSlots();
        if (given > 0) {
            ledger.slots(nodes.keySet().stream().collect(Collectors.toMap(Function.identity(), node -> given)));
        }
        Map<Address, Integer> slots = placing.slots(nodes.keySet()).entrySet().stream()
                .collect(Collectors.toMap(entry -> address(nodes, entry.getKey()), Map.Entry::getValue));
        return new Input.Measured(ofNodes(cluster, ledger.slowness(clock.instant())), slots, placing.demand());
    }

    private static Address address(Map<String, Node> nodes, String name) {
        return Objects.requireNonNull(nodes.get(name)).address();
    }

    /** Short requests in flight on each node on average since the last call. */
    Map<Address, Double> shortInFlight(ClusterSnapshot cluster) {
        return ofNodes(cluster, ledger.shortInFlight(clock.instant()));
    }

    LearningState state() {
        FlushState flushed = flush.state();
        Optional<FeedState> received = Optional.ofNullable(feed).map(FeedReceiver::state);
        Optional<String> deaf = received.map(FeedState::failure)
                .orElseGet(() -> Optional.of(closedBecause).filter(why -> !why.isEmpty()))
                .map(why -> "nothing is learned: " + why);
        List<String> problems = new ArrayList<>(deaf.stream().toList());
        flushed.failure().ifPresent(why -> problems.add("statistics are kept back: " + why));
        return new LearningState(received, ledger.extent(), flushed, deaf, problems);
    }

    /** What Redis holds, at most a second old; what it held last while it cannot be read. */
    Statistics statistics() {
        try {
            lastReading = reader.read();
            return new Statistics(lastReading, Optional.empty(), state());
        } catch (JedisException unreadable) {
            return new Statistics(lastReading, Optional.of("Redis is unreadable: " + unreadable.getMessage()), state());
        }
    }

    /** Flushes of statistics that Redis did not take, since the start. */
    long failures() {
        return flush.failures();
    }

    /** All requests that Nginx has told of since the start. */
    Flows.Seen flows() {
        return flows.seen();
    }

    /** The metrics of others; those read last while Redis is unreadable. */
    SortedMap<String, Double> customMetrics() {
        try {
            lastCustom = reader.custom();
        } catch (JedisException unreadable) {
            LOG.debug("custom metrics are as old as the last reading", unreadable);
        }
        return lastCustom;
    }

    @Override
    public void close() {
        opening.endWithin(LAST_OPENING);
        FeedReceiver open = feed;
        if (open != null) {
            open.close();
        }
        flush.close();
    }

    /** A port that somebody else has must not keep the controller from routing: it is tried again. */
    private void openFeed() {
        if (feed != null) {
            return;
        }
        try {
            FeedReceiver opened = new FeedReceiver(settings.stats().listen(), key, this, clock);
            opened.start();
            feed = opened;
            closedBecause = "";
        } catch (IOException | RuntimeException taken) {
            if (closedBecause.isEmpty()) {
                LOG.warn("nothing is learned until this is mended: {}", taken.getMessage());
            }
            closedBecause = String.valueOf(taken.getMessage());
        }
    }

    @Override
    public void started(StartedRequest request) {
        ledger.enter(request, clock.instant());
    }

    @Override
    public void ended(String id) {
        ledger.ended(id);
    }

    @Override
    public void finished(FinishedRequest request) {
        ledger.enter(request, clock.instant());
        placing.enter(request);
        flows.add(request);
        watcher.accept(request);
    }

    @Override
    public Map<EndpointKey, Samples> takeAway() {
        return ledger.takeAway();
    }

    /** A request whose end was lost must not seem to run for ever: in doubt, none is held to run. */
    @Override
    public Map<EndpointKey, List<Duration>> elders() {
        FeedReceiver open = feed;
        if (open == null || open.mayHaveLost()) {
            ledger.forgetRunning();
        }
        ledger.forgetRunningOf(ledger.workers().stream()
                .filter(worker -> ProcessHandle.of(worker).isEmpty())
                .collect(Collectors.toSet()));
        return ledger.elders(clock.instant());
    }

    /** By the node's address instead of what stands in the log, which may be anything. */
    private static Map<Address, Double> ofNodes(ClusterSnapshot cluster, Map<String, Double> logged) {
        Map<Address, Double> nodes = new TreeMap<>();
        for (Node node : cluster.nodes()) {
            Double value = logged.get(node.address().toString());
            if (value != null) {
                nodes.put(node.address(), value);
            }
        }
        return nodes;
    }
}
