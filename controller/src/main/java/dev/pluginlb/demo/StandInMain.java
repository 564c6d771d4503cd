package dev.pluginlb.demo;

import java.util.concurrent.CountDownLatch;

/**
 * A stand-in as a process of its own. Prints one line when it listens, {@code stand-in <node id> <uri>}, then stays
 * until a signal ends it; as with the official daemon, SIGTERM neither drains nor deregisters.
 */
public final class StandInMain {

    private StandInMain() {}

    /** Returns only when interrupted. */
    public static void run(StandInOptions options) {
        try (StandInDaemon daemon = StandInDaemon.start(options)) {
            System.out.println("stand-in " + daemon.nodeId() + " " + daemon.uri());
            System.out.flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
