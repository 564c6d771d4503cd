package dev.pluginlb.bench.scale;

import dev.pluginlb.demo.Figures;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a running pluginlb, and judges it.
 *
 * @param warmUp what happens before is no part of any figure but the start's and the most memory's
 * @param counted for so long
 */
record Observation(Duration warmUp, Duration counted, Figures figures) {

    private static final long START_MS = 2000;

    /** Nodes come, go and die, endpoints change their class, requests are sent. */
    void ofLarge(String driver, Cluster.Shape shape, List<String> program) throws Exception {
        try (Cluster cluster = Cluster.start(shape);
                Controller controller = Controller.start(program, cluster.redisPort(), driver)) {
            String what = driver + ", large: ";
            start(what, controller);
            cluster.churn();
            cluster.load(controller.front());
            pass(warmUp);
            String before = controller.metrics();
            Usage usedBefore = controller.usage();
            pass(counted);
            Usage used = controller.usage();
            String after = controller.metrics();
            times(what, "tick", before, after, 100);
            times(what, "render", before, after, 200);
            times(what, "tell", before, after, 200);
            times(what, "apply", before, after, -1);
            memory(what, used, 256);
            figures.told(what + "processor, hundredths of a core", hundredths(usedBefore, used), "");
            figures.judged(what + "faults of the measurement itself", cluster.faults(), "", 0);
        }
    }

    /** Nothing happens but heartbeats. */
    void ofIdle(String driver, Cluster.Shape shape, List<String> program) throws Exception {
        try (Cluster cluster = Cluster.start(shape);
                Controller controller = Controller.start(program, cluster.redisPort(), driver)) {
            String what = driver + ", idle: ";
            start(what, controller);
            pass(warmUp);
            Usage before = controller.usage();
            pass(counted);
            Usage after = controller.usage();
            memory(what, after, 128);
            long tenthsOfPercent = (after.processorMs() - before.processorMs()) * 1000 / counted.toMillis();
            figures.judged(what + "processor, thousandths of a core", tenthsOfPercent, "", 10);
            figures.judged(what + "faults of the measurement itself", cluster.faults(), "", 0);
        }
    }

    private void start(String what, Controller controller) throws IOException {
        figures.judged(what + "exec to first config live", controller.startMs(), "ms", START_MS);
        figures.told(what + "processor time of the start", controller.usage().processorMs(), "ms");
    }

    /** Bounds of the classes that the times fell in, so never too small. */
    private void times(String what, String work, String before, String after, long most) {
        WorkTimes times = WorkTimes.of(after, work).since(WorkTimes.of(before, work));
        figures.told(what + work + ", times", times.count(), "");
        figures.told(what + work + ", 99 of 100 at most", times.within(0.99), "ms");
        if (most < 0) {
            figures.told(what + work + ", longest at most", times.within(1), "ms");
        } else {
            figures.judged(what + work + ", longest at most", times.within(1), "ms", most);
        }
    }

    private void memory(String what, Usage used, long most) {
        figures.judged(what + "memory (VmRSS)", used.residentMb(), "MiB", most);
        figures.judged(what + "most memory (VmHWM)", used.mostResidentMb(), "MiB", most);
    }

    private long hundredths(Usage before, Usage after) {
        return (after.processorMs() - before.processorMs()) * 100 / counted.toMillis();
    }

    private static void pass(Duration time) throws InterruptedException, IOException {
        if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("nobody counts this down");
        }
    }
}
