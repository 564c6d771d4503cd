package dev.pluginlb.control;

import dev.pluginlb.nginx.ApplyOutcome;
import java.util.Optional;

/**
 * How far what is wanted has come.
 *
 * @param wanted the version that should be live
 * @param live the version that the running Nginx told last; empty when it does not answer
 * @param proven whether the wanted version was seen live
 * @param pinned the release an operator went back to
 * @param waitingFor why the wanted version is not live yet; empty when it is
 * @param state what the Lua driver's Nginx chooses by
 */
public record DeploymentState(
        Optional<String> wanted,
        Optional<String> live,
        boolean proven,
        Optional<String> pinned,
        Optional<ApplyOutcome> lastOutcome,
        int drainingWorkers,
        String waitingFor,
        StateProgress state) {

    /** With the reload driver, which has no state besides the config. */
    public DeploymentState(
            Optional<String> wanted,
            Optional<String> live,
            boolean proven,
            Optional<String> pinned,
            Optional<ApplyOutcome> lastOutcome,
            int drainingWorkers,
            String waitingFor) {
        this(wanted, live, proven, pinned, lastOutcome, drainingWorkers, waitingFor, StateProgress.NONE);
    }

    /** Proven is then only what is proven in both. */
    DeploymentState with(StateProgress progress) {
        return new DeploymentState(
                wanted,
                live,
                proven && progress.isSettled(),
                pinned,
                lastOutcome,
                drainingWorkers,
                waitingFor.isEmpty() && !progress.isSettled()
                        ? "the state is not in effect" + (progress.problem().isEmpty() ? "" : ": " + progress.problem())
                        : waitingFor,
                progress);
    }
}
