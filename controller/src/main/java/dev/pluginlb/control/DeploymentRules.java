package dev.pluginlb.control;

import dev.pluginlb.nginx.ReloadPacer;

/**
 * How fast configs may follow each other.
 *
 * @param maxDrainingWorkers with as many old workers, a change that takes no server away waits
 */
public record DeploymentRules(ReloadPacer pacer, int maxDrainingWorkers) {}
