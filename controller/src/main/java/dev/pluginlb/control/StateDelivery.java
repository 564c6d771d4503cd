package dev.pluginlb.control;

import dev.pluginlb.nginx.LiveWatch;
import dev.pluginlb.nginx.StateTeller;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.render.NginxState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the Lua driver's Nginx chooses by to what is wanted: always the newest state, at once, one telling at a time.
 * One that failed is told again after {@link #BACK_OFF}, and one that Nginx has lost as soon as that is seen. With the
 * reload driver there is no state, and nothing happens here. Confined to the control loop.
 */
final class StateDelivery {

    static final Duration BACK_OFF = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(StateDelivery.class);

    private final Function<StateSubject, Optional<NginxState>> renderer;
    private Optional<StateSubject> rendered = Optional.empty();
    private Optional<NginxState> wanted = Optional.empty();
    private Optional<String> inEffect = Optional.empty();
    private Optional<RoutingPlan> told = Optional.empty();
    private Optional<RoutingPlan> planInEffect = Optional.empty();
    private Instant notBefore = Instant.EPOCH;
    private Instant lastEnd = Instant.EPOCH;
    private String problem = "";
    private String unkept = "";
    private boolean telling;
    private boolean heard;
    private boolean kept;

    /** @param renderer empty with the reload driver */
    StateDelivery(Function<StateSubject, Optional<NginxState>> renderer) {
        this.renderer = renderer;
    }

    void want(StateSubject subject) {
        if (rendered.filter(subject::equals).isEmpty()) {
            Optional<NginxState> next = renderer.apply(subject);
            if (!next.equals(wanted)) {
                notBefore = Instant.EPOCH;
            }
            wanted = next;
            rendered = Optional.of(subject);
        }
    }

    /** Renders the next plan whatever it is. */
    void anew() {
        rendered = Optional.empty();
    }

    /** What is to be told now; the caller does it and reports the end. */
    Optional<NginxState> next(Instant now) {
        boolean isDone = isInEffect() && isKept() && unkept.isEmpty();
        if (telling || isDone || now.isBefore(notBefore)) {
            return Optional.empty();
        }
        telling = wanted.isPresent();
        told = rendered.map(StateSubject::plan);
        return wanted;
    }

    void ended(StateTeller.Outcome outcome, Instant now) {
        telling = false;
        lastEnd = now;
        heard |= outcome.heard();
        if (outcome.inEffect()) {
            sayIfNew(outcome.version());
            inEffect = Optional.of(outcome.version());
            planInEffect = told;
        }
        if (!outcome.inEffect() || !kept) {
            notBefore = now.plus(BACK_OFF);
        }
        if (!outcome.words().isEmpty() && !outcome.words().equals(problem)) {
            say(outcome);
        }
        problem = outcome.words();
    }

    private void sayIfNew(String version) {
        if (!inEffect.equals(Optional.of(version))) {
            LOG.atInfo().addKeyValue("version", version).log("state in effect");
        }
    }

    /** That Nginx is started after us is no trouble: it finds the state in its file. */
    private void say(StateTeller.Outcome outcome) {
        if (heard) {
            LOG.atWarn().addKeyValue("version", outcome.version()).log("state not told: {}", outcome.words());
        } else {
            LOG.atInfo()
                    .addKeyValue("version", outcome.version())
                    .log("no Nginx yet that the state could be told: {}", outcome.words());
        }
    }

    /** Takes what became of writing a state down: one that could not be written is told and written again. */
    void kept(StateTeller.Kept outcome, Instant now) {
        kept |= outcome.problem().isEmpty();
        if (!outcome.problem().isEmpty() && !outcome.problem().equals(unkept)) {
            LOG.atWarn().addKeyValue("version", outcome.version()).log("state not kept: {}", outcome.problem());
        }
        unkept = outcome.problem();
        notBefore = unkept.isEmpty() ? notBefore : now.plus(BACK_OFF);
    }

    /** Why an Nginx that starts now would choose by a former state. */
    Optional<String> unkept() {
        return unkept.isEmpty()
                ? Optional.empty()
                : Optional.of("an Nginx that starts now would serve former nodes, the state is not on disk: " + unkept);
    }

    /** A config is proven live: somebody is there to be told, though there may have been nobody just now. */
    void configIsLive() {
        notBefore = Instant.EPOCH;
    }

    /** Takes a look at the running Nginx; one from before the last telling, or during one, says nothing. */
    void looked(LiveWatch.Look look) {
        heard |= look.served().isPresent();
        if (!telling && !look.begun().isBefore(lastEnd)) {
            inEffect = look.state();
        }
    }

    /** Whether an Nginx that starts now finds something to choose by. */
    boolean isKept() {
        return kept || wanted.isEmpty();
    }

    /** The plan of the state that was told last and is in effect; empty before, and with the reload driver. */
    Optional<RoutingPlan> planInEffect() {
        return planInEffect;
    }

    StateProgress progress() {
        return new StateProgress(wanted.map(NginxState::version), inEffect, isInEffect() ? "" : problem);
    }

    private boolean isInEffect() {
        return wanted.map(NginxState::version).equals(inEffect);
    }
}
