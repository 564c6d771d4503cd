package dev.pluginlb.probe;

import dev.pluginlb.cluster.Address;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A changing set of addresses, each of which has its turn at once when it joins the set and then at a fixed interval, at one
 * of twenty moments in it: a thousand that are asked together would wait for each other for longer than their time-out.
 *
 * <p>{@link #watch} may be called from one thread. Turns are taken on a thread of their own, which they must not block.
 */
final class Turns implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    /** In an interval. */
    private static final int MOMENTS = 20;

    private final Function<Address, Duration> interval;
    private final Consumer<Address> turn;
    private final ScheduledExecutorService scheduler;
    private final Map<Address, ScheduledFuture<?>> watched = new HashMap<>();

    /** @param name of the thread */
    Turns(String name, Function<Address, Duration> interval, Consumer<Address> turn) {
        this.interval = interval;
        this.turn = turn;
        this.scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * These addresses have their turns from now on, and no others.
     *
     * @param atOnce those of them whose interval starts anew with a turn now
     */
    void watch(Set<Address> targets, Set<Address> atOnce) {
        watched.entrySet().removeIf(entry -> {
            boolean leaves = !targets.contains(entry.getKey()) || atOnce.contains(entry.getKey());
            if (leaves) {
                entry.getValue().cancel(false);
            }
            return leaves;
        });
        targets.forEach(target -> watched.computeIfAbsent(target, this::schedule));
    }

    /** Does this between turns, which wait for it; does nothing any more once it is closed. */
    void execute(Runnable task) {
        try {
            scheduler.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.debug("closed: nobody is interested any more", closed);
        }
    }

    private ScheduledFuture<?> schedule(Address target) {
        long period = interval.apply(target).toMillis();
        // The same for one address each time; few enough that most find the machine awake for somebody else's.
        long moment = 1 + Math.floorMod(target.hashCode(), MOMENTS) * period / MOMENTS;
        scheduler.execute(() -> turn.accept(target));
        return scheduler.scheduleAtFixedRate(() -> turn.accept(target), moment, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
