package dev.pluginlb.bench.node;

import dev.pluginlb.bench.work.Job;
import dev.pluginlb.bench.work.Job.Kind;
import dev.pluginlb.bench.work.Station;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A station in real time: tells each request when it has been served. May be called from any thread; all the rest happens on
 * the timer's one thread.
 */
final class StationClock {

    private final Station station;
    private final ScheduledExecutorService timer;
    private final Map<Integer, Runnable> ends = new HashMap<>();
    private Future<?> pending = new FutureTask<>(() -> true);
    private int numbers;
    private volatile int inFlight;

    StationClock(Station station, ScheduledExecutorService timer) {
        this.station = station;
        this.timer = timer;
    }

    void serve(long work, Runnable end) {
        long now = System.nanoTime();
        timer.execute(() -> begin(now, work, end));
    }

    int inFlight() {
        return inFlight;
    }

    private void begin(long now, long work, Runnable end) {
        // Of this station's past first: its order is that of time.
        finishUntil(now);
        // A node knows no classes.
        Job job = new Job(numbers++, Kind.SHORT, Kind.SHORT, work);
        ends.put(job.id(), end);
        station.arrive(now, job);
        awaitNext();
    }

    private void finishUntil(long now) {
        while (station.nextEnd() <= now) {
            Runnable end = ends.remove(station.finish().id());
            if (end != null) {
                end.run();
            }
        }
    }

    private void tick() {
        finishUntil(System.nanoTime());
        awaitNext();
    }

    private void awaitNext() {
        inFlight = station.inFlight();
        pending.cancel(false);
        if (station.nextEnd() != Station.NEVER) {
            pending = timer.schedule(this::tick, station.nextEnd() - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }
}
