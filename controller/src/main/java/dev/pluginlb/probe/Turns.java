package dev.pluginlb.probe;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.task.TaskThread;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * A changing set of addresses, each of which has its turn at once when it joins the set and then at a fixed interval, at one
 * of a few moments in it: a thousand that are asked together would wait for each other for longer than their time-out, and
 * fifty that are asked one by one would wake two threads fifty times.
 *
 * <p>{@link #watch} may be called from one thread. Turns are taken on a thread of their own, which they must not block.
 */
final class Turns implements AutoCloseable {

    /** So many together wait for each other for a millisecond or two. */
    private static final int AT_A_MOMENT = 10;

    private static final Duration BETWEEN_MOMENTS = Duration.ofMillis(50);

    private final Duration interval;
    private final Function<Address, Runnable> turn;
    private final TaskThread thread;
    private final Map<Long, Moment> moments = new HashMap<>();
    private final Map<Address, Moment> watched = new HashMap<>();

    /** Those who have their turns together. */
    private static final class Moment {
        private final Map<Address, Runnable> turns = new ConcurrentHashMap<>();
        private final Future<?> rounds;

        Moment(Function<Runnable, Future<?>> schedule) {
            this.rounds = schedule.apply(() -> turns.values().forEach(Runnable::run));
        }
    }

    /**
     * @param name of the thread
     * @param interval of every address, at least a millisecond
     * @param turn what is done at each turn of an address, made once for each time that it joins the set; must not throw
     */
    Turns(String name, Duration interval, Function<Address, Runnable> turn) {
        this.interval = interval;
        this.turn = turn;
        this.thread = new TaskThread(name);
    }

    /**
     * These addresses have their turns from now on, and no others.
     *
     * @param atOnce those of them that have one now, besides those of their interval
     */
    void watch(Set<Address> targets, Set<Address> atOnce) {
        watched.entrySet().removeIf(entry -> {
            boolean leaves = !targets.contains(entry.getKey()) || atOnce.contains(entry.getKey());
            if (leaves) {
                entry.getValue().turns.remove(entry.getKey());
            }
            return leaves;
        });
        long count = momentsFor(targets.size());
        targets.forEach(target -> watched.computeIfAbsent(target, added -> join(added, count)));
        moments.values().removeIf(moment -> moment.turns.isEmpty() && moment.rounds.cancel(false));
    }

    /** Does this between turns, which wait for it; does nothing any more once it is closed. */
    void execute(Runnable task) {
        thread.execute(task);
    }

    private Moment join(Address target, long count) {
        Runnable taken = turn.apply(target);
        long offset = Math.floorMod(target.hashCode(), count) * (interval.toNanos() / count);
        Moment moment = moments.computeIfAbsent(offset, this::moment);
        moment.turns.put(target, taken);
        thread.execute(taken);
        return moment;
    }

    private Moment moment(long offset) {
        Duration until = Duration.ofNanos(Math.floorMod(offset - System.nanoTime(), interval.toNanos()));
        return new Moment(rounds -> thread.repeatAtRate(until, interval, rounds));
    }

    /** A power of two, so that the moments of a smaller cluster are among those of the larger one that it becomes. */
    private long momentsFor(int targets) {
        long most = Math.max(1, interval.dividedBy(BETWEEN_MOMENTS));
        return Long.highestOneBit(Math.max(1, Math.min(most, targets / AT_A_MOMENT)));
    }

    @Override
    public void close() {
        thread.close();
    }
}
