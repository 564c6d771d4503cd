package dev.pluginlb.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** What Java cannot send to a process itself. */
public enum Signal {
    STOP,
    CONT,
    HUP;

    private static final long DEADLINE_SECONDS = 10;

    public void sendTo(Process process) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name() + " " + process.pid()).start();
            if (!kill.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("kill -" + name() + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
