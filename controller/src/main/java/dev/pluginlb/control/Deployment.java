package dev.pluginlb.control;

import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.LiveWatch;
import dev.pluginlb.nginx.ReloadPacer;
import dev.pluginlb.nginx.ReloadPacer.Urgency;
import dev.pluginlb.plan.PlanDiff;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.render.RenderedConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is live to what is wanted, one attempt at a time.
 *
 * <p>Settled means: the wanted version was seen live, and it was not lost since ({@link Losses}). Until then an attempt is due
 * when the {@link Timing} allows it.
 * A failure is never forgotten. Confined to the control loop.
 */
final class Deployment {

    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

    private final Timing timing;

    private Optional<RenderedConfig> pinned = Optional.empty();
    private Optional<String> settled = Optional.empty();
    private Plans plans = Plans.none();
    private final Occasions occasions = new Occasions();
    private Optional<Attempt> running = Optional.empty();
    private Optional<ApplyOutcome> lastOutcome = Optional.empty();
    private List<CompletableFuture<ApplyOutcome>> forced = new ArrayList<>();
    private Instant lastEnd = Instant.EPOCH;
    private final Losses losses = new Losses();
    private Optional<LiveWatch.Look> look = Optional.empty();
    private boolean wasServing = true;
    private Optional<String> found = Optional.empty();

    Deployment(ReloadPacer pacer, int maxDrainingWorkers) {
        this.timing = new Timing(pacer, maxDrainingWorkers);
    }

    /** @param config what the plan asks for */
    void want(RoutingPlan plan, RenderedConfig config, Instant now) {
        Optional<String> before = targetVersion();
        plans = plans.wanting(plan, config);
        targetMoved(before, now);
        if (pinned.isEmpty() && isSettled()) {
            // The config is the same: what is different in the plan is in effect, and no later release is for it.
            plans = plans.living(Optional.of(plan));
        }
    }

    /** There was another one in this process: what it ended for is what the first config is for. */
    void succeed(String why) {
        occasions.first(why);
    }

    /** As an operator wishes, who gets the outcome. */
    void goBack(RenderedConfig release, CompletableFuture<ApplyOutcome> outcome, Instant now) {
        occasions.wentBack(live().or(this::targetVersion), release.version());
        pin(release, now);
        forced.add(outcome);
    }

    void pin(RenderedConfig release, Instant now) {
        Optional<String> before = targetVersion();
        pinned = Optional.of(release);
        targetMoved(before, now);
    }

    /** Follows the plan again; no attempt is made for it where nothing was pinned and what is wanted is live. */
    void unpin(CompletableFuture<ApplyOutcome> outcome, Instant now) {
        Optional<String> before = targetVersion();
        boolean done = pinned.isEmpty() && isSettled();
        pinned = Optional.empty();
        targetMoved(before, now);
        if (done) {
            outcome.complete(ApplyOutcome.unneeded(before.orElseThrow(), "nothing was pinned"));
        } else {
            occasions.goesOn();
            forced.add(outcome);
        }
    }

    /** Lets the next attempt happen at once; it completes the future. */
    void force(CompletableFuture<ApplyOutcome> outcome, String why) {
        forced.add(outcome);
        occasions.add(why);
    }

    /** Ends the wishes for a config that cannot be rendered; a pinned one is not rendered anew. */
    void refuse(String why) {
        if (pinned.isEmpty()) {
            ApplyOutcome none =
                    new ApplyOutcome(ApplyOutcome.Result.FAILED, targetVersion().orElse("none"), why, Duration.ZERO);
            forced.forEach(wish -> wish.complete(none));
            forced = new ArrayList<>();
        }
    }

    /** The attempt that is due, if one is; the caller makes it and reports its end. */
    Optional<Attempt> next(Instant now) {
        if (running.isPresent() || !isDue(now)) {
            return Optional.empty();
        }
        running = target().map(config -> new Attempt(
                config, plans.of(config), occasions.begin(pinned, plans.diff()), occasions.backFrom(), forced));
        if (running.isPresent()) {
            forced = new ArrayList<>();
            // To start an Nginx leaves no old workers behind, so it costs nothing.
            wasServing = look.isEmpty() || look.get().served().isPresent();
        }
        return running;
    }

    /** Takes the end of the running attempt and returns it. */
    Attempt ended(ApplyOutcome outcome, Instant now) {
        Attempt attempt = running.orElseThrow();
        running = Optional.empty();
        lastOutcome = Optional.of(outcome);
        lastEnd = now;
        if (outcome.hasReloaded() && wasServing) {
            timing.reloaded(now);
        }
        if (outcome.isProven()) {
            settle(outcome.version(), attempt.plan());
        } else {
            settled = Optional.empty();
            timing.failed(outcome, now);
        }
        return attempt;
    }

    /** Takes a look at the running Nginx; one from before or during an attempt says nothing. */
    void looked(LiveWatch.Look now) {
        look = Optional.of(now);
        if (running.isPresent() || now.begun().isBefore(lastEnd)) {
            return;
        }
        if (settled.isPresent()) {
            losses.noticed(now, settled.get()).ifPresent(words -> lost(words, now.begun()));
        } else if (isSeenLive()) {
            settleAsSeen();
        } else if (now.served().isPresent() && now.hindrance().isEmpty() && wasNotRunning()) {
            timing.endBackOff();
        }
    }

    /** The version that was wanted and, since this was asked last, seen to be live without an attempt of ours that proved it. */
    Optional<String> takeFound() {
        Optional<String> taken = found;
        found = Optional.empty();
        return taken;
    }

    DeploymentState state(Instant now) {
        return new DeploymentState(
                targetVersion(),
                live(),
                isSettled(),
                pinned.map(RenderedConfig::version),
                lastOutcome,
                draining(),
                waitingFor(now));
    }

    /** Whether what is live was proven to be what this plan asks for. */
    boolean isLive(RoutingPlan plan) {
        return pinned.isEmpty() && isSettled() && plans.wants(plan);
    }

    /** The plan that was proven live last; empty when that was a release from disk. */
    Optional<RoutingPlan> livePlan() {
        return plans.live();
    }

    /** As the last look told, or the proof of an attempt that ended after it. */
    private Optional<String> live() {
        boolean lookIsNewer =
                look.filter(seen -> !seen.begun().isBefore(lastEnd)).isPresent();
        Optional<String> proof = lastOutcome.filter(ApplyOutcome::isProven).map(ApplyOutcome::version);
        return lookIsNewer || proof.isEmpty() ? look.flatMap(LiveWatch.Look::served) : proof;
    }

    /** What is to be live: the pinned release, else what the plan asks for. */
    Optional<RenderedConfig> target() {
        return pinned.or(plans::config);
    }

    private boolean isDue(Instant now) {
        if (!forced.isEmpty()) {
            return true;
        }
        return !isSettled() && target().isPresent() && timing.allows(urgency(), draining(), now);
    }

    private int draining() {
        return look.map(LiveWatch.Look::draining).orElse(0);
    }

    private String waitingFor(Instant now) {
        if (running.isEmpty() && isSettled()) {
            return "";
        }
        String failures = timing.failures();
        String why =
                failures.isEmpty() ? look.flatMap(LiveWatch.Look::hindrance).orElse("") : failures;
        return step(now) + (why.isEmpty() ? "" : "; " + why);
    }

    private String step(Instant now) {
        if (running.isPresent()) {
            return "applying " + running.get().config().version();
        }
        return target().isEmpty() ? "no plan has been made yet" : timing.waitsFor(urgency(), draining(), now);
    }

    private Urgency urgency() {
        return plans.diff().filter(PlanDiff::takesAway).isPresent() ? Urgency.URGENT : Urgency.ROUTINE;
    }

    private void targetMoved(Optional<String> before, Instant now) {
        if (before.equals(targetVersion())) {
            return;
        }
        if (isSettledAt(before)) {
            timing.differs(now);
        }
        timing.changed(now);
        timing.forgetFailures();
        if (settled.isEmpty() && isSeenLive()) {
            settleAsSeen();
        }
    }

    /** Whether the latest look, if no attempt was made since, saw what is to be live: so it is after a restart of ours. */
    private boolean isSeenLive() {
        return running.isEmpty()
                && look.filter(seen -> !seen.begun().isBefore(lastEnd))
                        .filter(seen -> isTarget(seen.served()) && isTarget(seen.current()))
                        .filter(seen -> seen.hindrance().isEmpty())
                        .isPresent();
    }

    private void settleAsSeen() {
        RenderedConfig seen = target().orElseThrow();
        LOG.atInfo().addKeyValue("version", seen.version()).log("already live");
        settle(seen.version(), plans.of(seen));
        found = settled;
        if (forced.isEmpty()) {
            occasions.overtaken();
        }
    }

    private boolean isSettledAt(Optional<String> version) {
        return version.isEmpty() || version.equals(settled);
    }

    private void settle(String version, Optional<RoutingPlan> plan) {
        settled = Optional.of(version);
        plans = plans.living(plan);
        occasions.proven();
        timing.forgetFailures();
        losses.forget();
    }

    private void lost(String words, Instant since) {
        LOG.atWarn().addKeyValue("version", settled.orElseThrow()).log(words);
        occasions.add(words);
        settled = Optional.empty();
        timing.differs(since);
        timing.changed(since);
    }

    private boolean isSettled() {
        return settled.isPresent() && settled.equals(targetVersion());
    }

    private boolean isTarget(Optional<String> version) {
        return version.isPresent() && version.equals(targetVersion());
    }

    private boolean wasNotRunning() {
        return lastOutcome
                .filter(outcome -> outcome.result() == ApplyOutcome.Result.NOT_RUNNING)
                .isPresent();
    }

    private Optional<String> targetVersion() {
        return target().map(RenderedConfig::version);
    }
}
