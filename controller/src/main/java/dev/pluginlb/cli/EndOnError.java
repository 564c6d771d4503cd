package dev.pluginlb.cli;

import org.slf4j.LoggerFactory;

/**
 * An {@link Error} that nobody caught ends the process, with exit code 1 and at once: a controller whose loop is gone would say
 * for good that all is well. A class that could not be loaded while no file could be opened is missing until the process ends.
 * Nginx goes on, also one that the controller has started; whoever supervises the controller starts it again.
 */
final class EndOnError {

    private EndOnError() {}

    /** From now on, for all threads of this process that have no handler of their own. */
    static void heed() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            try {
                say(thread, thrown);
            } finally {
                if (thrown instanceof Error) {
                    // No hooks: they might wait for what is broken, and stop an Nginx that serves.
                    Runtime.getRuntime().halt(ExitCode.FAILED.number());
                }
            }
        });
    }

    /** What the log needs may be just what is missing. */
    private static void say(Thread thread, Throwable thrown) {
        String end = thrown instanceof Error ? ", the process ends" : "";
        try {
            LoggerFactory.getLogger(EndOnError.class).error("thread {} failed{}", thread.getName(), end, thrown);
        } catch (Error broken) {
            System.err.println("thread " + thread.getName() + " failed" + end + ": "
                    + thrown.getClass().getName() + "; it cannot be logged");
            System.err.flush();
        }
    }
}
