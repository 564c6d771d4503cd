package dev.pluginlb;

import dev.pluginlb.control.Controller;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.control.Work;
import dev.pluginlb.supervise.Bulletin;
import dev.pluginlb.supervise.Systemd;
import dev.pluginlb.supervise.Vitals;
import dev.pluginlb.task.TaskThread;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Looks once a second at the controller, whoever does its work at the time, and tells systemd how it is. Ready means that a
 * config was proven live, or that an attempt has ended otherwise, as it does when no Nginx runs yet: from then on Nginx may be
 * started. One thread.
 */
final class Supervision implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Succession succession;
    private final Systemd systemd;
    private final Bulletin bulletin;
    private final InstantSource clock;
    private final TaskThread thread = new TaskThread("supervision");

    private Supervision(Succession succession, Systemd systemd, InstantSource clock) {
        this.succession = succession;
        this.systemd = systemd;
        this.bulletin = new Bulletin(systemd.watchdog(), clock.instant());
        this.clock = clock;
    }

    static Supervision start(Succession succession, Systemd systemd, InstantSource clock) {
        Supervision supervision = new Supervision(succession, systemd, clock);
        supervision.thread.repeat(EVERY, supervision::look);
        return supervision;
    }

    private void look() {
        List<String> assignments = bulletin.next(vitals(), clock.instant());
        if (!assignments.isEmpty() && !systemd.tell(assignments)) {
            bulletin.unheard();
        }
    }

    /** Where no daemon can start, no turn comes round; being ended by systemd would not mend what it stumbles over. */
    private Vitals vitals() {
        Controller controller = succession.controller();
        DeploymentState deployment = controller.state().deployment();
        long turns = controller.times(Work.TICK).count() + succession.vainStarts();
        return new Vitals(
                turns,
                deployment.proven() || deployment.lastOutcome().isPresent(),
                deployment.proven()
                        ? deployment.live().orElse("what is wanted") + " is live"
                        : "not in effect: " + deployment.waitingFor());
    }

    @Override
    public void close() {
        thread.close();
        systemd.tell(List.of("STOPPING=1"));
    }
}
