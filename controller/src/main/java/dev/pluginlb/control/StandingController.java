package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.traffic.Flows;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * The controller that stays while those who do its work follow each other, each with settings of its own.
 *
 * <p>Between two of them what can be read is what the former one saw last, and wishes wait. A wish whose outcome the former one
 * still owes is uttered to the next one again, which is harmless: each says what is to be so, not what is to be changed. Thread-safe.
 */
public final class StandingController implements Controller {

    private static final int MOST_WISHES = 1000;

    private final Queue<Wish> open = new ConcurrentLinkedQueue<>();
    private final Queue<Event.Change> notes = new LinkedBlockingQueue<>(MOST_WISHES);
    private volatile Controller present;
    private volatile boolean between;

    /** What is wished, and who waits for it; each is only equal to itself. */
    private static final class Wish {

        private final Function<Controller, CompletableFuture<ApplyOutcome>> words;
        private final CompletableFuture<ApplyOutcome> outcome = new CompletableFuture<>();

        Wish(Function<Controller, CompletableFuture<ApplyOutcome>> words) {
            this.words = words;
        }

        void utterTo(Controller controller) {
            var unused = words.apply(controller).whenComplete((end, dropped) -> {
                if (end == null) {
                    outcome.completeExceptionally(dropped);
                } else {
                    outcome.complete(end);
                }
            });
        }
    }

    public StandingController(Controller first) {
        this.present = first;
    }

    /** The present one ends now, and another one is to follow. */
    public void part() {
        between = true;
    }

    /** From now on this one does the work; the former one must have ended. */
    public void follow(Controller next) {
        present = next;
        between = false;
        for (Event.Change note = notes.poll(); note != null; note = notes.poll()) {
            next.note(note);
        }
        List.copyOf(open).forEach(wish -> wish.utterTo(next));
    }

    /** A wish that reaches the former one after its end is among the open ones by then. */
    private CompletableFuture<ApplyOutcome> wish(Function<Controller, CompletableFuture<ApplyOutcome>> words) {
        if (open.size() >= MOST_WISHES) {
            return CompletableFuture.failedFuture(new RejectedExecutionException("too many wishes are open"));
        }
        Wish wish = new Wish(words);
        open.add(wish);
        var unused = wish.outcome.whenComplete((end, dropped) -> open.remove(wish));
        wish.utterTo(present);
        return wish.outcome;
    }

    @Override
    public ControllerState state() {
        return present.state();
    }

    @Override
    public Journal journal() {
        return present.journal();
    }

    @Override
    public void note(Event.Change action) {
        if (between) {
            notes.offer(action);
        } else {
            present.note(action);
        }
    }

    @Override
    public long skippedValues() {
        return present.skippedValues();
    }

    @Override
    public ControllerId self() {
        return present.self();
    }

    @Override
    public boolean leads() {
        return present.leads();
    }

    @Override
    public Statistics statistics() {
        return present.statistics();
    }

    @Override
    public SortedMap<String, Double> customMetrics() {
        return present.customMetrics();
    }

    @Override
    public Flows.Seen flows() {
        return present.flows();
    }

    @Override
    public Durations.Tally times(Work work) {
        return present.times(work);
    }

    @Override
    public Counts counts() {
        return present.counts();
    }

    @Override
    public LearningState learning() {
        return present.learning();
    }

    @Override
    public Optional<RenderedConfig> release(String version) {
        return present.release(version);
    }

    @Override
    public CompletableFuture<ApplyOutcome> reload() {
        return wish(Controller::reload);
    }

    @Override
    public CompletableFuture<ApplyOutcome> pin(RenderedConfig release) {
        return wish(controller -> controller.pin(release));
    }

    @Override
    public CompletableFuture<ApplyOutcome> unpin() {
        return wish(Controller::unpin);
    }

    @Override
    public CompletableFuture<ApplyOutcome> drain(Address node, Drain drain) {
        return wish(controller -> controller.drain(node, drain));
    }

    @Override
    public CompletableFuture<ApplyOutcome> undrain(Address node) {
        return wish(controller -> controller.undrain(node));
    }
}
