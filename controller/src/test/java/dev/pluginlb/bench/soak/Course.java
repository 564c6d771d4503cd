package dev.pluginlb.bench.soak;

import dev.pluginlb.bench.scale.Controller;
import dev.pluginlb.demo.LoadGenerator;
import dev.pluginlb.demo.LoadPlan;
import dev.pluginlb.demo.LoadReport;
import dev.pluginlb.demo.LoadReport.Failure;
import dev.pluginlb.testing.Pause;
import dev.pluginlb.testing.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A soak from start to end: everything is started, disturbed, watched and ended again.
 *
 * @param time from the first request to the last sample
 * @param every how often a sample is taken
 * @param reloadEvery zero for never
 */
record Course(String driver, long seed, Duration time, Duration every, Duration reloadEvery) {

    private static final int RATE = 40;
    private static final int STREAMS = 20;
    private static final Duration STREAM = Duration.ofSeconds(4);
    private static final Duration CALL_EVERY = Duration.ofMillis(50);
    private static final Duration CHANGE_EVERY = Duration.ofMillis(500);
    private static final Duration BEAT_EVERY = Duration.ofSeconds(3);
    private static final Duration RESTART_EVERY = Duration.ofSeconds(10);
    private static final Duration DRAIN_EVERY = Duration.ofSeconds(7);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /**
     * Endpoints are forgotten soon, or there would be nothing but growth for a day: in Redis when nobody calls them any more, in
     * the controller when there is no room for more, which is so after some three minutes.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "classification.threshold", "500ms",
            "classification.idle-expiry", "30s",
            "classification.max-endpoints", "400");

    /** What happens beside the load, each at its pace. */
    private record Disturbances(Rhythm rhythm, Members members, Operator operator, Callers callers) {

        Map<String, AtomicLong> begin(Duration reloadEvery) {
            Map<String, AtomicLong> done = new TreeMap<>();
            // One thread for whatever changes the members.
            rhythm.every(BEAT_EVERY, BEAT_EVERY, "beat", synchronous(members::beat));
            done.put("membership changes", begin(CHANGE_EVERY, "change", synchronous(members::change)));
            done.put("restarts of nodes", begin(RESTART_EVERY, "restart", synchronous(members::restart)));
            done.put(
                    "drained and back", begin(DRAIN_EVERY, "drain", () -> operator.drainAndBack(members.anyAddress())));
            done.put("looks at events", begin(LOOK_EVERY, "look", operator::look));
            rhythm.every(CALL_EVERY, CALL_EVERY, "call", callers::call);
            if (!reloadEvery.isZero()) {
                done.put("reloads", begin(reloadEvery, "reload", operator::reload));
            }
            return done;
        }

        /** For the first time after a quarter of the pause, so that a short run has some of all. */
        private AtomicLong begin(Duration pause, String what, Rhythm.Step step) {
            return rhythm.every(pause, pause.dividedBy(4), what, step);
        }

        private Rhythm.Step synchronous(Rhythm.Step step) {
            return () -> {
                synchronized (members) {
                    step.run();
                }
            };
        }
    }

    /** @param beside begun with the load, with the controller as its argument: such as a leak that is to be found */
    SoakResult run(List<String> program, Consumer<Controller> beside) throws Exception {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.put("nginx.driver", driver);
        Random random = new Random(seed);
        try (RedisServer redis = RedisServer.start();
                Members members = new Members(redis, new Random(random.nextLong()));
                Controller controller = Controller.start(program, redis.port(), settings)) {
            Callers callers = new Callers(controller.front(), new Random(random.nextLong()));
            LoadPlan plan = LoadPlan.light(URI.create(controller.front()), time.multipliedBy(2))
                    .withRate(RATE)
                    .withStreams(STREAMS, STREAM);
            Rhythm rhythm = new Rhythm();
            int expected = (int) time.dividedBy(every);
            try (LoadGenerator load = LoadGenerator.start(plan)) {
                beside.accept(controller);
                Map<String, AtomicLong> done =
                        new Disturbances(rhythm, members, new Operator(controller), callers).begin(reloadEvery);
                Watch watch = new Watch(new Gauges(controller, redis), expected);
                watch.begin(rhythm, every);
                Pause.of(time);
                // On a busy machine a sample may take seconds; the load goes on for twice the time.
                for (int left = expected; left > 0 && !watch.hasSeenEnough(); left--) {
                    Pause.of(every);
                }
                rhythm.close();
                load.stop();
                LoadReport report = load.await();
                return watch.result(this, counts(done, report, callers), failures(report, callers, members), rhythm);
            } finally {
                rhythm.close();
            }
        }
    }

    private static Map<String, Long> counts(Map<String, AtomicLong> done, LoadReport report, Callers callers) {
        Map<String, Long> counts = new TreeMap<>();
        done.forEach((what, count) -> counts.put(what, count.get()));
        counts.put("requests", report.sent() + callers.sent());
        counts.put("requests left open", report.open() + callers.open());
        return counts;
    }

    /** Those that are not a killed node's: sent before, so long ago at most that they could still run on it. */
    private static List<Failure> failures(LoadReport report, Callers callers, Members members) {
        return Stream.concat(report.failures().stream(), callers.failures().stream())
                .filter(failure -> members.kills().stream().noneMatch(kill -> ranAt(kill, failure.sent())))
                .toList();
    }

    private static boolean ranAt(Instant kill, Instant sent) {
        return !sent.isAfter(kill) && sent.isAfter(kill.minus(STREAM).minusSeconds(1));
    }
}
