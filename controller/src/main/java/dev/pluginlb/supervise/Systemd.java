package dev.pluginlb.supervise;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * systemd, where it has started this process as a service of {@code Type=notify}. Told by its own program
 * {@code systemd-notify}, since Java has no datagrams on Unix sockets; so the unit needs {@code NotifyAccess=all}.
 *
 * <p>Each call runs one process, for at most ten seconds. Thread-safe.
 *
 * @param watchdog after how long without a ping systemd takes this process for hung; empty for never
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify</a>
 */
public record Systemd(Optional<Duration> watchdog) {

    private static final Logger LOG = LoggerFactory.getLogger(Systemd.class);
    private static final String PROGRAM = "systemd-notify";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /**
     * As the variables say it that systemd gives its services; empty when nobody waits to be told.
     *
     * @param pid of this process: {@code WATCHDOG_PID} may mean another one
     */
    public static Optional<Systemd> of(Map<String, String> environment, long pid) {
        if (environment.getOrDefault("NOTIFY_SOCKET", "").isEmpty()) {
            return Optional.empty();
        }
        String whose = environment.getOrDefault("WATCHDOG_PID", "");
        boolean isOurs = whose.isEmpty() || whose.equals(Long.toString(pid));
        return Optional.of(new Systemd(
                isOurs ? timeout(environment.getOrDefault("WATCHDOG_USEC", "")) : Optional.<Duration>empty()));
    }

    private static Optional<Duration> timeout(String micros) {
        return micros.matches("[1-9][0-9]{0,14}")
                ? Optional.of(Duration.of(Long.parseLong(micros), ChronoUnit.MICROS))
                : Optional.empty();
    }

    /** Sends assignments such as {@code READY=1}, and returns whether it could; why it could not is logged. */
    public boolean tell(List<String> assignments) {
        List<String> argv =
                Stream.concat(Stream.of(PROGRAM), assignments.stream()).toList();
        try {
            Process process = new ProcessBuilder(argv)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                LOG.warn("systemd was not told {}: {} took longer than {} s", assignments, PROGRAM, LIMIT.toSeconds());
            } else if (process.exitValue() != 0) {
                LOG.warn("systemd was not told {}: {} ended with {}", assignments, PROGRAM, process.exitValue());
            } else {
                return true;
            }
        } catch (IOException missing) {
            LOG.warn("systemd was not told {}: {}", assignments, missing.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
