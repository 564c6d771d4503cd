package dev.pluginlb.control;

import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.render.RenderedConfig;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One attempt to bring a config to life.
 *
 * @param plan the plan the config was rendered from; empty for a release from disk
 * @param waiting get the outcome
 */
record Attempt(
        RenderedConfig config,
        Optional<RoutingPlan> plan,
        String reason,
        List<CompletableFuture<ApplyOutcome>> waiting) {}
