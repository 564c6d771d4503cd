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
 */
public record DeploymentState(
        Optional<String> wanted,
        Optional<String> live,
        boolean proven,
        Optional<String> pinned,
        Optional<ApplyOutcome> lastOutcome,
        int drainingWorkers,
        String waitingFor) {}
