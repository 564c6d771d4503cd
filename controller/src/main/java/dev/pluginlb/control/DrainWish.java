package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.nginx.ApplyOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An operator's wish for one address.
 *
 * @param drain what is to be entered; empty when new traffic may go there again
 * @param outcome gets the outcome of the attempt that the wish led to
 */
public record DrainWish(Address node, Optional<Drain> drain, CompletableFuture<ApplyOutcome> outcome) {

    void refuse(String why) {
        outcome.complete(new ApplyOutcome(ApplyOutcome.Result.FAILED, "none", why, Duration.ZERO));
    }
}
