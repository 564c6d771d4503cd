package dev.pluginlb.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Things that wait more than they work, done at once, so that tests are short. */
public final class SideBySide {

    private SideBySide() {}

    /** May fail. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /**
     * Returns when all have ended; the first that failed fails it at once, and the others are interrupted.
     *
     * @param works by their names, which a failure tells
     */
    public static void run(int atATime, Map<String, Work> works) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(atATime);
        try {
            Map<String, Future<?>> begun = new LinkedHashMap<>();
            works.forEach((name, work) -> begun.put(name, threads.submit(() -> {
                work.run();
                return name;
            })));
            for (Map.Entry<String, Future<?>> one : begun.entrySet()) {
                awaitEnd(one.getKey(), one.getValue());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitEnd(String name, Future<?> work) throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(name + ": " + failed.getCause(), failed.getCause());
        }
    }
}
