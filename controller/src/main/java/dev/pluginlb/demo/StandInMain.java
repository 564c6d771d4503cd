package dev.pluginlb.demo;

/**
 * A stand-in as a process of its own. Prints one line when it listens, {@code stand-in <node id> <uri>}, then stays
 * until a signal ends it; as with the official daemon, SIGTERM neither drains nor deregisters.
 */
public final class StandInMain {

    private StandInMain() {}

    /** Returns only when interrupted, or killed over {@code /stand-in/kill}. */
    public static void run(StandInOptions options) {
        try (StandInDaemon daemon = StandInDaemon.start(options)) {
            System.out.println("stand-in " + daemon.nodeId() + " " + daemon.uri());
            System.out.flush();
            daemon.awaitKilled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
