package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.pace.Allowance;
import dev.pluginlb.render.RenderedConfig;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the {@link ControlLoop} on a thread of its own: whenever inputs have come that cannot wait, ten times a second while
 * something is under way, and once a second while all is at rest. Turns take a fifth of a processor at most in the long
 * run; a few that follow a rest follow each other at once.
 *
 * <p>The state is one reference that only this thread writes. Inputs wait in a bounded queue; when it is full,
 * observations are dropped (they come again) and wishes are refused.
 */
public final class ControlThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlThread.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int INPUTS = 20_000;
    private static final Duration AT_LEAST_EVERY = Duration.ofMillis(100);
    private static final Duration AT_REST_EVERY = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);
    private static final Duration CREDIT = Duration.ofMillis(500);
    private static final int PAUSE_TO_TURN = 4;
    private static final Duration LONGEST_TURN = Duration.ofSeconds(5);

    private final ControlLoop loop;
    private final Inbox inbox;
    private final InstantSource clock;
    private final WorkTimes times;
    private final Journal journal;
    private volatile ControllerState state;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::runUntilStopped, "control-loop");
    private String lastFault = "";

    /** Where inputs wait for the loop. Thread-safe. */
    public static final class Inbox {

        private final BlockingQueue<Input> queue = new LinkedBlockingQueue<>(INPUTS);
        private final BlockingQueue<Input> patient = new LinkedBlockingQueue<>(INPUTS);

        /** Returns false when the loop is so far behind that the input was dropped. */
        public boolean offer(Input input) {
            return queue.offer(input);
        }

        /**
         * The same for what most likely changes nothing: it is taken with the next turn, and calls for none.
         */
        public boolean offerForNextTurn(Input input) {
            return patient.offer(input);
        }

        /** Waits until there is room: for the one input that must not be lost, the end of an attempt. */
        public void put(Input input) {
            try {
                queue.put(input);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }

        /** Utters a wish. */
        public CompletableFuture<ApplyOutcome> wish(Function<CompletableFuture<ApplyOutcome>, Input> input) {
            CompletableFuture<ApplyOutcome> outcome = new CompletableFuture<>();
            if (!offer(input.apply(outcome))) {
                outcome.completeExceptionally(new RejectedExecutionException("the control loop is overloaded"));
            }
            return outcome;
        }

        public CompletableFuture<ApplyOutcome> reload() {
            return wish(Input.Reload::new);
        }

        public CompletableFuture<ApplyOutcome> pin(RenderedConfig release) {
            return wish(outcome -> new Input.Pin(release, outcome));
        }

        public CompletableFuture<ApplyOutcome> unpin() {
            return wish(Input.Unpin::new);
        }

        public CompletableFuture<ApplyOutcome> drain(Address node, Optional<Drain> drain) {
            return wish(outcome -> new Input.Drain(new DrainWish(node, drain, outcome)));
        }

        /**
         * What the next turn begins with; for one thread.
         *
         * @param longest how long to wait for an input that cannot wait
         */
        public List<Input> next(Duration longest) throws InterruptedException {
            List<Input> inputs = new ArrayList<>();
            Input first = queue.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
            patient.drainTo(inputs);
            if (first != null) {
                inputs.add(first);
                queue.drainTo(inputs);
            }
            return inputs;
        }
    }

    /** @param journal gets what changes; this thread alone writes it */
    public ControlThread(ControlLoop loop, Inbox inbox, WorkTimes times, Journal journal, InstantSource clock) {
        this.loop = loop;
        this.inbox = inbox;
        this.times = times;
        this.clock = clock;
        this.journal = journal;
        this.state = loop.tick(List.of(), clock.instant());
    }

    public void start() {
        thread.start();
    }

    public ControllerState state() {
        return state;
    }

    /** What changed from turn to turn. */
    public Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(LONGEST_TURN.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void runUntilStopped() {
        try {
            Allowance allowance = new Allowance(CREDIT, System.nanoTime());
            Duration pause = SHORTEST_PAUSE;
            while (!stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                List<Input> inputs = inbox.next(state.isAtRest() ? AT_REST_EVERY : AT_LEAST_EVERY);
                long begun = System.nanoTime();
                long computedBefore = THREADS.getCurrentThreadCpuTime();
                turn(inputs);
                times.took(Work.TICK, Duration.ofNanos(System.nanoTime() - begun));
                pause = pauseAfter(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - computedBefore), allowance);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * However many inputs a large cluster brings, they wait for each other, but not longer than a turn without any would
     * have come.
     *
     * @param turn what it computed: one that waited for a processor, or for memory to be cleared, has taken nothing
     */
    private static Duration pauseAfter(Duration turn, Allowance allowance) {
        Duration fair = turn.multipliedBy(PAUSE_TO_TURN);
        Duration rest = fair.compareTo(AT_LEAST_EVERY) < 0 ? fair : AT_LEAST_EVERY;
        Duration pause = allowance.pay(turn.plus(rest), System.nanoTime());
        return pause.compareTo(SHORTEST_PAUSE) > 0 ? pause : SHORTEST_PAUSE;
    }

    /** The one place that catches everything: a fault in one turn must not end routing. */
    private void turn(List<Input> inputs) {
        try {
            Instant now = clock.instant();
            journal.enter(actions(inputs), now);
            ControllerState next = loop.tick(inputs, now);
            List<Event.Change> changes = Changes.between(state, next);
            state = next;
            journal.enter(changes, now);
            loop.announce();
            lastFault = "";
        } catch (RuntimeException fault) {
            if (!fault.toString().equals(lastFault)) {
                LOG.error("a turn of the control loop failed, the last state goes on", fault);
            }
            lastFault = fault.toString();
        }
    }

    private static List<Event.Change> actions(List<Input> inputs) {
        return inputs.stream()
                .filter(Input.Acted.class::isInstance)
                .map(input -> ((Input.Acted) input).what())
                .toList();
    }
}
