package dev.pluginlb.demo;

import dev.pluginlb.cluster.Ip;
import dev.pluginlb.demo.NodeEntry.AddressVote;
import dev.pluginlb.demo.NodeEntry.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stand-in's part in the cluster: one thread that, like the official daemon's one loop, beats, votes, holds or tries
 * the master's lock and, as master, removes entries older than 10 s. What holds one of these up holds up all.
 *
 * <p>Redis being away is logged when it goes and when a beat is written again, and never ends the loop. Nothing is taken back on
 * the way out: {@link #close} leaves the entry as a killed daemon leaves it.
 */
final class ClusterMember implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);
    private static final Duration MASTER_INTERVAL = Duration.ofMillis(500);
    private static final Duration GC_INTERVAL = Duration.ofSeconds(10);

    private final String nodeId;
    private final StandInOptions options;
    private final int port;
    private final InstantSource clock;
    private final NodeRegistry registry;
    private final NewNodeSubscription joins;
    private final HealthVote health = new HealthVote();
    private final ScheduledThreadPoolExecutor loop;
    private final AtomicBoolean voteAsked = new AtomicBoolean();
    private volatile boolean frozen;
    private boolean joined;
    private boolean master;
    private boolean reachable = true;

    ClusterMember(String nodeId, StandInOptions options, int port, InstantSource clock) {
        this.nodeId = nodeId;
        this.options = options;
        this.port = port;
        this.clock = clock;
        registry = new NodeRegistry(options.redis());
        joins = new NewNodeSubscription(options.redis(), this::askForVote);
        loop = Threads.timer("stand-in-cluster");
    }

    void start() {
        every(MASTER_INTERVAL, Duration.ZERO, this::join);
        every(MASTER_INTERVAL, MASTER_INTERVAL, this::holdMaster);
        every(options.heartbeat(), options.heartbeat(), this::beat);
        every(GC_INTERVAL, GC_INTERVAL, this::collectDead);
        if (!options.voteInterval().isZero()) {
            every(options.voteInterval(), options.voteInterval(), this::vote);
            joins.start();
        }
    }

    /** Freezes the whole loop, as a black-holed peer freezes it in the original: no beat, no vote, no lock renewal. */
    void freeze() {
        frozen = true;
    }

    void thaw() {
        frozen = false;
    }

    /** What happens in the original when the entry's lock is lost to {@link #record}: an older entry overwrites a newer. */
    void stepPingBack(Duration by) {
        registry.find(nodeId).ifPresent(entry -> registry.put(nodeId, entry.steppedBack(by)));
    }

    private void every(Duration interval, Duration first, Step step) {
        Threads.every(loop, first, interval, () -> guarded(step));
    }

    /** The loop's one catch-all. */
    private void guarded(Step step) {
        if (frozen) {
            return;
        }
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (reachable && !loop.isShutdown()) {
                LOG.warn("stand-in {} goes on without Redis: {}", nodeId, e.toString());
            }
            reachable = false;
        }
    }

    /** The first beat, then the announcement; tried until it worked, where the official daemon would have given up. */
    private void join() throws InterruptedException {
        if (!joined) {
            beat();
            registry.announce(nodeId);
            joined = true;
            askForVote();
        }
    }

    private void beat() throws InterruptedException {
        if (!registry.lock(nodeId)) {
            return;
        }
        try {
            NodeEntry entry = registry.find(nodeId).orElseGet(NodeEntry::unseen);
            List<Ip> ips = options.advertised();
            registry.put(nodeId, entry.beaten(ips, port, clock.instant()));
            hasWritten();
        } finally {
            registry.unlock(nodeId);
        }
    }

    /** Only a beat proves it: other steps may have had nothing to ask Redis for. */
    private void hasWritten() {
        if (!reachable) {
            LOG.info("stand-in {} writes to Redis again", nodeId);
        }
        reachable = true;
    }

    /** A burst of joins is one vote: the original votes once per message, which a hundred nodes in a JVM cannot bear. */
    private void askForVote() {
        if (!options.voteInterval().isZero() && voteAsked.compareAndSet(false, true)) {
            Threads.after(loop, Duration.ZERO, () -> {
                voteAsked.set(false);
                guarded(this::vote);
            });
        }
    }

    /** The original means to skip places voted on lately, but its inner loop skips nothing: all are asked each time. */
    private void vote() throws InterruptedException {
        for (Map.Entry<String, NodeEntry> other : registry.all().entrySet()) {
            if (!other.getKey().equals(nodeId)) {
                Map<String, Boolean> found = new HashMap<>();
                for (NodeAddress address : other.getValue().addresses()) {
                    found.put(address.place(), health.healthy(address));
                }
                record(other.getKey(), found);
            }
        }
    }

    /** Reads and writes somebody else's entry; when the lock is not had in time it is deleted under its holder. */
    private void record(String other, Map<String, Boolean> found) throws InterruptedException {
        try {
            if (registry.lock(other)) {
                Optional<NodeEntry> entry = registry.find(other);
                entry.ifPresent(fresh -> registry.put(other, voted(fresh, found)));
            }
        } finally {
            registry.unlock(other);
        }
    }

    private NodeEntry voted(NodeEntry entry, Map<String, Boolean> found) {
        long now = clock.instant().getEpochSecond();
        return entry.withAddresses(entry.addresses().stream()
                .map(address -> found.containsKey(address.place())
                        ? address.voted(new AddressVote(nodeId, now, !found.get(address.place())))
                        : address)
                .toList());
    }

    /** Once master, always master in its own eyes, as in the original. */
    private void holdMaster() {
        if (master) {
            registry.stayMaster();
        } else {
            master = registry.becomeMaster(nodeId);
        }
    }

    private void collectDead() throws InterruptedException {
        if (!master) {
            return;
        }
        Instant now = clock.instant();
        for (Map.Entry<String, NodeEntry> node : registry.all().entrySet()) {
            if (!node.getValue().available(now) && registry.lock(node.getKey())) {
                registry.remove(node.getKey());
                registry.unlock(node.getKey());
            }
        }
    }

    /** Returns at once; {@link #awaitEnd} waits for the last write. */
    @Override
    public void close() {
        loop.shutdownNow();
        joins.close();
        health.close();
        registry.close();
    }

    boolean awaitEnd(Duration deadline) throws InterruptedException {
        return loop.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A part of the loop. */
    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }
}
