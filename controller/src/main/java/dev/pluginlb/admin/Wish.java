package dev.pluginlb.admin;

import dev.pluginlb.admin.view.OutcomeView;
import dev.pluginlb.nginx.ApplyOutcome;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One wish that was taken, and what becomes of it. */
record Wish(OutcomeView.Asked asked, CompletableFuture<ApplyOutcome> outcome) {

    boolean isDone() {
        return outcome.isDone();
    }

    /** Whether the loop did not take it, or dropped it. */
    boolean isDropped() {
        return outcome.isCompletedExceptionally();
    }

    OutcomeView view() {
        if (!isDone()) {
            return OutcomeView.pending(asked);
        }
        try {
            return OutcomeView.ended(asked, outcome.join());
        } catch (CompletionException | CancellationException dropped) {
            return OutcomeView.dropped(asked, "the controller is stopping and did not carry it out");
        }
    }

    /**
     * Completes with this wish when the outcome is there or the time is over, whichever is first, and on the given
     * executor: never on the control loop's thread, which has better to do than to write answers.
     */
    CompletableFuture<Wish> endOr(Duration wait, Executor executor) {
        return outcome.copy()
                .orTimeout(wait.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync((ended, late) -> this, executor);
    }
}
