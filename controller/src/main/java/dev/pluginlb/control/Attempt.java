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
 * @param backFrom if it is for an operator's roll-back: what was live, or to be, until then
 * @param waiting get the outcome
 */
record Attempt(
        RenderedConfig config,
        Optional<RoutingPlan> plan,
        String reason,
        Optional<String> backFrom,
        List<CompletableFuture<ApplyOutcome>> waiting) {}
