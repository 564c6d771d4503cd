package dev.pluginlb.demo;

import dev.pluginlb.cluster.Ip;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes from the announcement of a node to the first request that it gets.
 *
 * <p>The nodes have been up for long and are known to nobody: starting a process would take longer than all the rest. One
 * after the other they register and announce themselves as the official daemon does, each time under a new id, and are
 * taken out again once they got a request, which nobody is told of. The pause between two joins is random, so that they
 * fall anywhere between two readings, probes and chores of the controller.
 */
final class Joins implements AutoCloseable {

    private static final int NODES = 5;
    private static final int JOINS = 120;
    private static final int LONGEST_PAUSE_MILLIS = 1000;
    private static final long SEED = 1;

    private final NodeRegistry registry;
    private final ChurnWatch watch;
    private final InstantSource clock;
    private final Random random = new Random(SEED);
    private final List<StandInDaemon> nodes = new ArrayList<>();
    private final Map<String, String> formerIds = new HashMap<>();

    Joins(RedisSite redis, ChurnWatch watch, InstantSource clock) {
        this.registry = new NodeRegistry(redis);
        this.watch = watch;
        this.clock = clock;
        StandInOptions elsewhere =
                StandInOptions.of(redis.withKeyPrefix("elsewhere")).withVoteInterval(Duration.ZERO);
        for (int i = 0; i < NODES; i++) {
            nodes.add(StandInDaemon.start(elsewhere, clock));
        }
    }

    /** Makes the joins, while somebody sends requests; returns the time that each took, the shortest first. */
    List<Duration> make() throws Exception {
        List<Duration> times = new ArrayList<>();
        for (int join = 0; join < JOINS; join++) {
            StandInDaemon node = nodes.get(join % NODES);
            String address = "127.0.0.1:" + node.port();
            watch.await(address + " to be out", () -> isOut(address));
            watch.pause(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
            times.add(join(node, address));
        }
        return times.stream().sorted().toList();
    }

    /** The least of these times that so many hundredths of them do not exceed. */
    static Duration percentile(List<Duration> shortestFirst, int hundredths) {
        return shortestFirst.get((shortestFirst.size() * hundredths + 99) / 100 - 1);
    }

    /** Takes the entry away once more, for a vote on the node that was being written when it was taken away. */
    private boolean isOut(String address) throws Exception {
        Optional.ofNullable(formerIds.get(address)).ifPresent(registry::remove);
        return !watch.isWanted(address);
    }

    private Duration join(StandInDaemon node, String address) throws Exception {
        String id = UUID.randomUUID().toString();
        List<Ip> loopback = List.of(Ip.parse("127.0.0.1").orElseThrow());
        CompletableFuture<Long> first = node.nextExecution();
        registry.put(id, NodeEntry.unseen().beaten(loopback, node.port(), clock.instant()));
        long announced = System.nanoTime();
        registry.announce(id);
        long served = first.get(ChurnWatch.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        registry.remove(id);
        formerIds.put(address, id);
        return Duration.ofNanos(served - announced);
    }

    @Override
    public void close() {
        nodes.forEach(StandInDaemon::close);
        registry.close();
    }
}
