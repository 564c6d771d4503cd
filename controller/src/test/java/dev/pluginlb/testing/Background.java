package dev.pluginlb.testing;

import java.io.IOException;

/** What a connection is served by: a daemon thread, which ends with it. */
public final class Background {

    private Background() {}

    /** What is done until the connection breaks, or somebody interrupts. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Returns at once. */
    public static void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
