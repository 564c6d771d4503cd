package dev.pluginlb.bench;

import dev.pluginlb.bench.front.Contender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** When contenders are measured. */
enum Order {
    /** One after the other: none takes anything from the others. */
    IN_TURNS {
        @Override
        void run(List<Turn> turns) throws Exception {
            for (Turn turn : turns) {
                turn.take();
            }
        }

        @Override
        Duration all(List<Duration> each) {
            return each.stream().reduce(Duration.ZERO, Duration::plus);
        }
    },
    /** All together: what disturbs one disturbs all. */
    SIDE_BY_SIDE {
        @Override
        void run(List<Turn> turns) throws Exception {
            ScheduledExecutorService threads = Executors.newScheduledThreadPool(turns.size());
            try {
                List<Future<?>> ends = new ArrayList<>();
                for (Turn turn : turns) {
                    ends.add(threads.schedule(() -> begin(turn), ends.size() * APART, TimeUnit.MILLISECONDS));
                }
                for (Future<?> end : ends) {
                    end.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }

        @Override
        Duration all(List<Duration> each) {
            return each.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        }
    };

    /** Milliseconds between the beginnings of two, so that equal arrivals do not come at the same moment. */
    private static final long APART = 137;

    /** What one contender does. */
    @FunctionalInterface
    interface Turn {
        void take() throws Exception;
    }

    /** Returns when all have had their turn. */
    abstract void run(List<Turn> turns) throws Exception;

    /** How long all take that take so long each. */
    abstract Duration all(List<Duration> each);

    /** About how long so many cells take. */
    long minutes(int cells, List<Contender> contenders, Length length) {
        Duration each = length.warmUp().plus(length.counted()).plusSeconds(5).multipliedBy(length.repetitions());
        Duration all = all(contenders.stream()
                .map(contender -> each.plus(contender.schooling()).plusSeconds(5))
                .toList());
        return all.multipliedBy(cells).toMinutes() + 1;
    }

    private static Void begin(Turn turn) throws Exception {
        turn.take();
        return null;
    }
}
