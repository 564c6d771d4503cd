package dev.pluginlb.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Dify's api server in small: short POSTs at a rate and long streams kept open, over kept-alive HTTP/1.1 connections,
 * and nothing is ever sent twice. A request that got no whole answer of its own is counted with its reason.
 *
 * <p>How the JDK's client is kept from retrying, which would hide the loss: it repeats GETs on its own when a kept
 * connection turns out to be closed, so only POSTs are sent, which it repeats only if {@code
 * jdk.httpclient.enableAllMethodRetry} is set, and that is checked. It also connects a second time after a refused
 * connect; {@code jdk.httpclient.disableRetryConnect} stops that, and is set here, in time if this is the JVM's first
 * use of that client. If it is not, a connect, but never a request, may be tried twice.
 */
public final class LoadGenerator implements AutoCloseable {

    private static final int MOST_OPEN = 200;
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String TENANT = "/plugin/00000000-0000-0000-0000-000000000000/dispatch/";

    static {
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
        if (System.getProperty("jdk.httpclient.enableAllMethodRetry") != null) {
            throw new IllegalStateException("jdk.httpclient.enableAllMethodRetry: set (expected: not set)");
        }
    }

    private final LoadPlan plan;
    private final Consumer<LoadReport.Ended> witness;
    private final InstantSource clock = InstantSource.system();
    private final ThreadPoolExecutor workers = Threads.workers("load-worker");
    private final ScheduledThreadPoolExecutor timer = Threads.timer("load-timer");
    private final HttpClient client;
    private final Semaphore room = new Semaphore(MOST_OPEN);
    private final AtomicInteger open = new AtomicInteger(1);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CountDownLatch allDone = new CountDownLatch(1);
    private final LoadTally tally = new LoadTally();
    private final long endNanos;

    private LoadGenerator(LoadPlan plan, Consumer<LoadReport.Ended> witness) {
        this.plan = plan;
        this.witness = witness;
        endNanos = System.nanoTime() + plan.time().toNanos();
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(workers)
                .build();
    }

    /** Begins at once and ends by itself. */
    public static LoadGenerator start(LoadPlan plan) {
        return start(plan, ended -> {});
    }

    /** @param witness is told of each request when it has ended; from any thread, and must not wait */
    public static LoadGenerator start(LoadPlan plan, Consumer<LoadReport.Ended> witness) {
        LoadGenerator load = new LoadGenerator(plan, witness);
        if (plan.shortRate() > 0) {
            Duration interval = Duration.ofSeconds(1).dividedBy(plan.shortRate());
            Threads.atRate(load.timer, interval, load::shortTick);
        }
        for (int i = 0; i < plan.streams(); i++) {
            load.stream();
        }
        Threads.after(load.timer, plan.time(), load::stop);
        return load;
    }

    /** Waits for the end and for what is open then, though not for ever: {@link LoadReport#open} tells what was left. */
    public LoadReport await() throws InterruptedException {
        long left =
                endNanos - System.nanoTime() + plan.streamLength().plus(GRACE).toNanos();
        if (!allDone.await(left, TimeUnit.NANOSECONDS)) {
            stop();
        }
        return tally.report();
    }

    /** The counts so far. */
    public LoadReport report() {
        return tally.report();
    }

    /** Sends nothing more; what is open goes on. */
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            timer.shutdownNow();
            leave();
        }
    }

    /** Cuts what is open. */
    @Override
    public void close() {
        stop();
        workers.shutdownNow();
    }

    private void shortTick() {
        if (room.tryAcquire()) {
            send(request("text_embedding/invoke"), this::shortEnd);
        } else {
            tally.skipped();
        }
    }

    private void shortEnd(String node, Duration time) {
        room.release();
        if (!node.isEmpty()) {
            tally.shortDone(node, time);
        }
    }

    private void stream() {
        HttpRequest.Builder request = request("llm/invoke")
                .setHeader("X-Stand-In-Duration", plan.streamLength().toMillis() + "ms");
        send(request, this::streamEnd);
    }

    private void streamEnd(String node, Duration time) {
        if (!node.isEmpty()) {
            tally.streamDone(node, time);
        }
        // The next one a little later, so that a refused connection does not make a loop without a pause.
        Threads.after(timer, Duration.ofMillis(100), this::stream);
    }

    private HttpRequest.Builder request(String route) {
        HttpRequest.Builder request = HttpRequest.newBuilder(plan.target().resolve(TENANT + route))
                .timeout(plan.streamLength().plus(GRACE))
                .header("Content-Type", "application/json")
                .header("X-Plugin-ID", "langgenius/openai")
                .POST(HttpRequest.BodyPublishers.ofString("{\"data\":{}}"));
        return plan.apiKey().isEmpty() ? request : request.header("X-Api-Key", plan.apiKey());
    }

    private void send(HttpRequest.Builder request, End end) {
        String id = UUID.randomUUID().toString();
        Instant sent = clock.instant();
        long began = System.nanoTime();
        tally.sent();
        open.incrementAndGet();
        var unused = client.sendAsync(
                        request.setHeader("X-Request-Id", id).build(), HttpResponse.BodyHandlers.ofLines())
                .thenApplyAsync(response -> node(response, id), workers)
                .thenApply(node -> new LoadReport.Ended(id, sent, clock.instant(), node, ""))
                .exceptionally(failure -> new LoadReport.Ended(id, sent, clock.instant(), "", reason(failure)))
                .thenAccept(ended -> {
                    if (!ended.isGood()) {
                        tally.failed(new LoadReport.Failure(id, sent, ended.reason()));
                    }
                    witness.accept(ended);
                    end.of(ended.node(), Duration.ofNanos(System.nanoTime() - began));
                    leave();
                });
    }

    /** The node that gave the whole answer. */
    private static String node(HttpResponse<Stream<String>> response, String id) {
        AnswerCheck check = new AnswerCheck(id);
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw new WrongAnswer("HTTP " + response.statusCode());
            }
            lines.forEach(check::line);
        }
        Optional<String> wrong = check.atEnd();
        if (wrong.isPresent()) {
            throw new WrongAnswer(wrong.get());
        }
        return response.headers().firstValue("X-Stand-In-Node").orElse("unknown");
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof WrongAnswer)) {
            cause = cause.getCause();
        }
        if (cause instanceof WrongAnswer wrong) {
            return String.valueOf(wrong.getMessage());
        }
        String kind = failure instanceof CompletionException && cause instanceof IOException ? "connection: " : "";
        return kind + cause.getClass().getSimpleName() + " " + cause.getMessage();
    }

    private void leave() {
        if (open.decrementAndGet() == 0) {
            allDone.countDown();
        }
    }

    /** What follows an answer; the node is empty when the request failed. */
    @FunctionalInterface
    private interface End {
        void of(String node, Duration time);
    }

    /** An answer came, and it is not the one asked for. */
    private static final class WrongAnswer extends RuntimeException {
        WrongAnswer(String what) {
            super(what);
        }
    }
}
