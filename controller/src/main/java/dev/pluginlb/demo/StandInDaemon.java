package dev.pluginlb.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One plugin daemon that runs no plugins: registered in Redis, answering over HTTP, and failing on demand. A start is a
 * new node id, as with the official one; to restart a node, start another with the same port.
 *
 * <p>Cheap enough for a hundred in a JVM: no thread waits for an answer's time to pass. All methods may be called from
 * any thread. Redis may be away at any time.
 */
public final class StandInDaemon implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandInDaemon.class);
    private static final Duration LAST_WRITE = Duration.ofSeconds(3);

    private final String nodeId = UUID.randomUUID().toString();
    private final ThreadPoolExecutor workers = Threads.workers("stand-in-worker");
    private final ScheduledThreadPoolExecutor timer = Threads.timer("stand-in-timer");
    private final AnswerGate gate = new AnswerGate(workers);
    private final CountDownLatch killed = new CountDownLatch(1);
    private final Readiness readiness;
    private final PluginWork work;
    private final DaemonRoutes routes;
    private final ControlPath control;
    private final Listener listener;
    private final ClusterMember member;

    private StandInDaemon(StandInOptions options, InstantSource clock, Consumer<String> witness) throws IOException {
        readiness = new Readiness(options.plugins(), options.notReady());
        work = new PluginWork(nodeId, options.workload().slots(), gate, timer, witness);
        routes = new DaemonRoutes(options, work, readiness);
        control = new ControlPath(this);
        listener = new Listener(new InetSocketAddress(options.ip().toString(), options.port()), this::receive, workers);
        listener.open();
        member = new ClusterMember(nodeId, options, port(), clock);
    }

    /** Listens when this returns; registers in Redis as soon as that is there. */
    public static StandInDaemon start(StandInOptions options) {
        return start(options, InstantSource.system());
    }

    /** With a clock of its own, which may be wrong: nodes' clocks often are. */
    public static StandInDaemon start(StandInOptions options, InstantSource clock) {
        return start(options, clock, requestId -> {});
    }

    /** @param witness is told each X-Request-Id for which plugin code runs, before its answer begins; from any thread */
    public static StandInDaemon start(StandInOptions options, InstantSource clock, Consumer<String> witness) {
        try {
            StandInDaemon daemon = new StandInDaemon(options, clock, witness);
            daemon.member.start();
            LOG.debug("stand-in {} listens on {}", daemon.nodeId, daemon.uri());
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen: " + options + ": " + e.getMessage(), e);
        }
    }

    public String nodeId() {
        return nodeId;
    }

    public int port() {
        return listener.place().getPort();
    }

    public URI uri() {
        String host = listener.place().getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    /** Heartbeats stop, and voting and the master's lock with them; HTTP goes on. */
    public void freezeHeartbeats() {
        member.freeze();
    }

    public void thawHeartbeats() {
        member.thaw();
    }

    /** Requests are accepted and read, but nothing is answered, not even health; running streams pause. */
    public void freezeAnswers() {
        gate.shut();
    }

    public void thawAnswers() {
        gate.open();
    }

    /** The own entry's last ping goes back, as after a lost race between two writers of the entry. */
    public void stepPingBack(Duration by) {
        member.stepPingBack(by);
    }

    /** The plugin {@code author/name} is installed and runs; {@code hooks/<hook_id>} stands for the plugin of a hook. */
    public void makeReady(String plugin) {
        readiness.markReady(plugin);
    }

    public void makeNotReady(String plugin) {
        readiness.markNotReady(plugin);
    }

    /** Connections are cut and new ones refused, while the heartbeat goes on. */
    public void refuse() {
        listener.close();
    }

    /** Ends {@link #refuse}, on the same port. */
    public void listen() {
        if (killed.getCount() == 0) {
            throw new IllegalStateException("stand-in " + nodeId + ": killed (expected: running)");
        }
        try {
            listener.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen again on " + port(), e);
        }
    }

    /** Every plugin fails at once with a 500; health and heartbeat go on. */
    public void failFast() {
        work.failFast();
    }

    /** Every plugin takes so many times as long. */
    public void slowDown(int times) {
        work.slowDown(times);
    }

    /** Ends {@link #failFast} and {@link #slowDown}, for what begins from now on. */
    public void mend() {
        work.mend();
    }

    /** How often plugin code ran, for each X-Request-Id. */
    public Map<String, Integer> executions() {
        return work.executions();
    }

    /**
     * Completes when plugin code runs next for a request with an X-Request-Id, with {@link System#nanoTime} of then. Each
     * call makes a new one, and forgets the last.
     */
    public CompletableFuture<Long> nextExecution() {
        return work.nextExecution();
    }

    /** The end by SIGKILL, or by SIGTERM, which the official daemon survives no better: nothing is drained or undone. */
    public void kill() {
        killed.countDown();
        listener.close();
        timer.shutdownNow();
        workers.shutdownNow();
        member.close();
    }

    /** Returns once it is killed. */
    void awaitKilled() throws InterruptedException {
        killed.await();
    }

    /** Kills it, and waits until it cannot write to Redis any more. */
    @Override
    public void close() {
        kill();
        try {
            if (!member.awaitEnd(LAST_WRITE)) {
                LOG.warn("stand-in {} still busy {} after its end", nodeId, LAST_WRITE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a step later, off the caller's answer; not at all if killed before. */
    void later(Duration delay, Runnable step) {
        Threads.after(timer, delay, () -> workers.execute(step));
    }

    private void receive(HttpExchange exchange) throws IOException {
        Call call = new Call(exchange, nodeId);
        if (ControlPath.owns(call)) {
            PluginWork.guard(call, () -> control.answer(call));
        } else {
            gate.pass(() -> PluginWork.guard(call, () -> route(call)));
        }
    }

    private void route(Call call) throws IOException {
        try {
            routes.answer(call);
        } catch (IllegalArgumentException wrongWish) {
            call.json(400, DaemonAnswer.badRequest(String.valueOf(wrongWish.getMessage())));
        }
    }
}
