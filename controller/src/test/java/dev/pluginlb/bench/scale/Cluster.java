package dev.pluginlb.bench.scale;

import dev.pluginlb.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.Jedis;

/** A Redis, nodes that listen and beat, and what goes on among them. */
final class Cluster implements AutoCloseable {

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final int PARTS = 50;
    private static final int REQUESTS_A_SECOND = 50;
    private static final int CLASS_CHANGES = 5;

    /** A node dies every so many seconds, and comes back that much later. */
    private static final int DEATH_EVERY = 10;

    private final Shape shape;
    private final RedisServer redis;
    private final Listeners listeners;
    private final Registry registry;
    private final Endpoints endpoints;
    private final HttpClient clients = HttpClient.newHttpClient();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Deque<Integer> dead = new ArrayDeque<>();
    private final AtomicLong faults = new AtomicLong();
    private int part;
    private int second;
    private int request;

    /**
     * How large a cluster is.
     *
     * @param votes that each entry holds
     */
    record Shape(int nodes, int endpoints, int votes) {}

    private Cluster(Shape shape, RedisServer redis, Listeners listeners) {
        this.shape = shape;
        this.redis = redis;
        this.listeners = listeners;
        this.registry = new Registry(shape.votes());
        this.endpoints = new Endpoints(shape.endpoints());
    }

    /** All nodes listen, and beat from now on. */
    static Cluster start(Shape shape) throws IOException {
        Cluster cluster = new Cluster(shape, RedisServer.start(), Listeners.start());
        for (int i = 0; i < shape.nodes(); i++) {
            cluster.join();
        }
        try (Jedis connection = cluster.redis()) {
            cluster.endpoints.write(connection, now());
        }
        cluster.every(BEAT.dividedBy(PARTS), cluster::beat);
        return cluster;
    }

    int redisPort() {
        return redis.port();
    }

    /** Once a second a node leaves, another one joins, and endpoints change their class; some nodes die and come back. */
    void churn() {
        every(Duration.ofSeconds(1), this::change);
    }

    /** A light load of short requests at that address, so that there is something to be learned. */
    void load(String front) {
        every(Duration.ofSeconds(1).dividedBy(REQUESTS_A_SECOND), () -> send(front));
    }

    /** How often something here did not work as meant; the measurement is void then. */
    long faults() {
        return faults.get();
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        listeners.close();
        redis.close();
    }

    private void every(Duration pause, Runnable what) {
        var unused = timer.scheduleAtFixedRate(
                () -> {
                    try {
                        what.run();
                    } catch (RuntimeException fault) {
                        faults.incrementAndGet();
                    }
                },
                0,
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try (Jedis connection = redis()) {
            registry.beat(connection, part++, PARTS, now());
        }
    }

    private void change() {
        try (Jedis connection = redis()) {
            listeners.shut(registry.leave(connection));
            join();
            endpoints.change(connection, second, CLASS_CHANGES, now());
            if (second % DEATH_EVERY == 0) {
                die();
            }
            second++;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The one that joined last but few; the one that died before it listens again. */
    private void die() throws IOException {
        if (!dead.isEmpty()) {
            listeners.open(dead.removeFirst());
        }
        int port = listeners.any();
        listeners.shut(port);
        dead.addLast(port);
    }

    private void join() throws IOException {
        try (Jedis connection = redis()) {
            registry.join(connection, listeners.open(), now());
        }
    }

    private void send(String front) {
        int number = request++ % shape.endpoints();
        HttpRequest call = HttpRequest.newBuilder(URI.create(front + "/plugin/t1/dispatch/" + Endpoints.route(number)))
                .header("X-Plugin-ID", Endpoints.plugin(number))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        var unused = clients.sendAsync(call, BodyHandlers.discarding());
    }

    private Jedis redis() {
        return new Jedis(redis.host(), redis.port());
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
