package dev.pluginlb.exchange;

import java.io.IOError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks any number of questions at once on one thread, each over a fresh connection: an old one would say nothing of whether
 * new ones are still taken, and by whom.
 *
 * <p>Each question gets exactly one reply, also when this is closed: then that it was not asked. Thread-safe.
 */
public final class Exchanges implements AutoCloseable {

    private static final int MOST_WAITING = 20_000;
    private static final int SCRATCH = 32 * 1024;
    private static final long NANOS_OF_A_MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Reply CLOSED = new Reply.Unasked("not asked: this side is stopping");
    private static final Reply TOO_MANY = new Reply.Unasked("not asked: this side has too many questions");

    private final Selector selector;
    private final Queue<Exchange> asked = new LinkedBlockingQueue<>(MOST_WAITING);
    private final PriorityQueue<Exchange> byDeadline = new PriorityQueue<>();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
    private final Thread thread = new Thread(this::run, "exchanges");
    private volatile boolean closed;

    private Exchanges(Selector selector) {
        this.selector = selector;
    }

    /** @throws IOException if the kernel has no more file descriptors for us */
    public static Exchanges start() throws IOException {
        Exchanges exchanges = new Exchanges(Selector.open());
        exchanges.thread.setDaemon(true);
        exchanges.thread.start();
        return exchanges;
    }

    /**
     * Returns at once.
     *
     * @param replied called with the reply, mostly on the thread that all share, which it must not block
     */
    public void ask(Question question, Consumer<Reply> replied) {
        Exchange exchange = new Exchange(question, replied, System.nanoTime());
        if (!asked.offer(exchange)) {
            exchange.end(TOO_MANY);
            return;
        }
        selector.wakeup();
        if (closed) {
            refuseWaiting();
        }
    }

    /** Waits for the reply, for no longer than the question's time. Not to be called on the thread that all share. */
    public Reply ask(Question question) throws InterruptedException {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        ask(question, reply::complete);
        try {
            return reply.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Ends all that are under way. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        refuseWaiting();
    }

    private void run() {
        try (selector) {
            while (!closed) {
                selector.select(this::goOn, untilNextDeadline());
                begin();
                endThoseOutOfTime();
            }
        } catch (IOException broken) {
            // Nobody could be asked any more, and all would seem to be dead.
            throw new IOError(broken);
        } finally {
            // Also when an Error ends this thread: who waits for a reply must get one.
            closed = true;
            byDeadline.forEach(exchange -> exchange.end(CLOSED));
            refuseWaiting();
        }
    }

    private void goOn(SelectionKey key) {
        if (key.attachment() instanceof Exchange exchange) {
            exchange.goOn(key, scratch);
        }
    }

    private void begin() {
        for (Exchange next = asked.poll(); next != null; next = asked.poll()) {
            next.begin(selector);
            if (!next.hasEnded()) {
                byDeadline.add(next);
            }
        }
    }

    /** In milliseconds, rounded up; 0 for ever. */
    private long untilNextDeadline() {
        while (!byDeadline.isEmpty() && byDeadline.element().hasEnded()) {
            byDeadline.remove();
        }
        return byDeadline.isEmpty()
                ? 0
                : 1 + Math.max(0, byDeadline.element().left(System.nanoTime())) / NANOS_OF_A_MILLISECOND;
    }

    private void endThoseOutOfTime() {
        long now = System.nanoTime();
        while (!byDeadline.isEmpty() && byDeadline.element().left(now) <= 0) {
            byDeadline.remove().timeIsOver();
        }
    }

    private void refuseWaiting() {
        List<Exchange> waiting = new ArrayList<>();
        for (Exchange next = asked.poll(); next != null; next = asked.poll()) {
            waiting.add(next);
        }
        waiting.forEach(exchange -> exchange.end(CLOSED));
    }
}
