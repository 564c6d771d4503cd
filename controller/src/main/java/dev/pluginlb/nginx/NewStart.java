package dev.pluginlb.nginx;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts Nginx where no master runs, having ended the workers that a killed one has left. Confined to one thread. */
record NewStart(Applier.Target target) {

    private static final Logger LOG = LoggerFactory.getLogger(NewStart.class);
    private static final RetryPolicy<Object> PATIENCE = RetryPolicy.builder()
            .withDelay(Duration.ofMillis(25))
            .withMaxAttempts(-1)
            .withMaxDuration(Duration.ofSeconds(5))
            .handleResult(false)
            .build();

    /** @param answer what an orphan said just now */
    Nginx.Answer start(Optional<ControlListener.Live> answer) throws IOException {
        Optional<String> shared = target.signals().shared();
        if (shared.isPresent()) {
            return new Nginx.Answer(false, shared.get());
        }
        Optional<Orphans> left = answer.flatMap(Orphans::siblings)
                .or(() -> target.signals().named().flatMap(Orphans::of));
        if (left.isPresent()) {
            end(left.get());
            removeSockets();
        }
        return target.nginx().start();
    }

    /** What they run they finish, but whoever does not even hear that holds the sockets, and so is ended. */
    private void end(Orphans orphans) {
        LOG.warn(
                "the master of Nginx was killed; its workers are told to end after their requests: {}",
                orphans.processes());
        orphans.quit(target.nginx());
        if (!Failsafe.with(PATIENCE).get(() -> orphans.staying().none())) {
            LOG.warn(
                    "they did not hear, and are ended at once: {}",
                    orphans.staying().processes());
            orphans.staying().kill();
            Failsafe.with(PATIENCE).get(() -> orphans.staying().none());
        }
    }

    private void removeSockets() throws IOException {
        Optional<Path> control = target.control().socket();
        if (control.isPresent()) {
            UnixSocket.removeRefusing(control.get());
        }
        for (Path socket : target.releases().sockets()) {
            UnixSocket.removeRefusing(socket);
        }
    }
}
