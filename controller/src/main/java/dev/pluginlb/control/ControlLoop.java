package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Membership;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.LiveWatch;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.policy.Decision;
import dev.pluginlb.policy.Planner;
import dev.pluginlb.render.RenderedConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One tick: take the inputs, look at the cluster, decide, render, and let the deployment do what is due.
 *
 * <p>The only writer of state. Blocks on nothing but its own computing: reading Redis, probing and applying happen
 * elsewhere and come back as inputs. Confined to the thread that calls {@link #tick}; the time is passed in.
 */
public final class ControlLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
    private static final Duration LONGEST_START = Duration.ofSeconds(2);

    private final Membership membership;
    private final Effects effects;
    private final Deployment deployment;
    private final Agreement agreement;
    private final Decisions decisions;
    private final Rendering rendering;
    private final StateDelivery delivery;
    private final Drains drains = new Drains();
    private final Wishes wishes;
    private final Plugins plugins = new Plugins();
    private final Instant started;
    private final History history = new History();
    private final List<Runnable> fulfilled = new ArrayList<>();

    private Services services = Services.none();
    private Optional<InFlight> counted = Optional.empty();

    public ControlLoop(Membership membership, Planner planner, Effects effects, DeploymentRules rules, Instant now) {
        this.membership = membership;
        this.effects = effects;
        this.deployment = new Deployment(rules.pacer(), rules.maxDrainingWorkers());
        this.started = now;
        this.agreement = new Agreement(now);
        this.decisions = new Decisions(planner, agreement, effects);
        this.rendering = new Rendering(effects::render);
        this.delivery = new StateDelivery(effects::state);
        this.wishes = new Wishes(deployment, drains, effects, this::readAnew);
    }

    /** Looks after further pools, too; to be called before anything else. */
    public void lookAfter(Services these) {
        services = these;
    }

    /** There was another one in this process until now, which ended for this reason. */
    public void succeed(String why) {
        deployment.succeed(why);
    }

    /** Takes over what was known before a restart. */
    public void restore(KnownCluster known, List<ReleaseRecord> former, Optional<RenderedConfig> pinned, Instant now) {
        membership.restore(known.heartbeats(), now);
        agreement.restore(known.drains());
        services.restore(known.names());
        decisions.restore(known.main());
        history.restore(former);
        pinned.ifPresent(release -> deployment.pin(release, now));
    }

    /** One turn; returns what is to be seen after it. */
    public ControllerState tick(List<Input> inputs, Instant now) {
        inputs.forEach(input -> take(input, now));
        // First, so that a newcomer answers while the rest is worked out.
        Set<Address> newcomers = membership.takeNewcomers();
        effects.probe(membership.probeTargets(), newcomers);
        effects.probeMembers(services.targets());
        ClusterSnapshot cluster = cluster(now);
        Decision decision = decisions.of(cluster, services, now);
        tell(decision.plan(), cluster.drains().keySet(), now);
        deploy(decision.plan(), now);
        deployment.takeFound().ifPresent(version -> found(version, now));
        effects.askForPlugins(Set.copyOf(decision.plan().all().addresses()), newcomers);
        watchDrains(decision.plan(), now);
        return state(cluster, decision, now);
    }

    /** Tells whoever waits for an outcome; to be called once the state that a tick returned can be seen. */
    public void announce() {
        List<Runnable> now = List.copyOf(fulfilled);
        fulfilled.clear();
        now.forEach(Runnable::run);
    }

    private void take(Input input, Instant now) {
        if (input instanceof Input.Observation observation) {
            observe(observation, now);
        } else if (input instanceof Input.End end) {
            ended(end, now);
        } else if (input instanceof Input.Wish wish) {
            wishes.take(wish, () -> cluster(now), now);
        }
    }

    private void observe(Input.Observation observation, Instant now) {
        if (observation instanceof Input.Read read) {
            agreement.read(read.reading(), now);
            membership.read(read.reading().registrations(), now);
        } else if (observation instanceof Input.Unreadable unreadable) {
            agreement.unreadable(unreadable.why(), now);
            membership.read(unreadable.fixed(), now);
        } else if (observation instanceof Input.Probed probed) {
            membership.probed(probed.result(), now);
            drains.probed(probed.result(), now);
        } else if (observation instanceof Input.OfServices seen) {
            services.take(seen, now);
        } else if (observation instanceof Input.Reported reported) {
            plugins.reported(reported.report());
        } else if (observation instanceof Input.Measured latest) {
            decisions.measured(latest);
        } else if (observation instanceof Input.Looked looked) {
            looked(looked.look());
        }
    }

    private void looked(LiveWatch.Look look) {
        deployment.looked(look);
        counted = look.inFlight().map(count -> new InFlight(look.begun(), count));
        delivery.looked(look);
        drains.looked(look);
    }

    private void ended(Input.End end, Instant now) {
        if (end instanceof Input.Told told) {
            delivery.ended(told.outcome(), now);
        } else if (end instanceof Input.Kept kept) {
            delivery.kept(kept.outcome(), now);
        } else if (end instanceof Input.Applied applied) {
            applied(applied.outcome(), now);
        } else if (end instanceof Input.NotDrained not) {
            drains.notWritten(not.wish(), not.why());
        }
    }

    private void readAnew() {
        effects.forgetTemplates();
        rendering.anew();
        delivery.anew();
    }

    private ClusterSnapshot cluster(Instant now) {
        drains.are(agreement.drains());
        return membership.snapshot(agreement.freshness(), now).drained(agreement.drains());
    }

    private void watchDrains(RoutingPlan plan, Instant now) {
        boolean asPlanned = deployment.isLive(plan) && delivery.progress().isSettled();
        String version = deployment.state(now).live().orElse("");
        drains.live(delivery.planInEffect().or(deployment::livePlan), asPlanned, now)
                .forEach(wish -> fulfilled.add(() -> wish.outcome().complete(Drains.proven(version))));
    }

    private void tell(RoutingPlan plan, Set<Address> drained, Instant now) {
        if (mayBeWanted(plan, now)) {
            delivery.want(
                    new StateSubject(plan, drained, plugins.among(plan.all().addresses())));
        }
        delivery.next(now).ifPresent(effects::tell);
    }

    /** After the telling, which is all that most changes need with the Lua driver, and does not wait for the config. */
    private void deploy(RoutingPlan plan, Instant now) {
        if (mayBeWanted(plan, now)) {
            rendering.of(plan, now).ifPresent(config -> deployment.want(plan, config, now));
        }
        if (!rendering.problem().isEmpty()) {
            deployment.refuse(rendering.problem());
        }
        if (delivery.isKept()) {
            deployment.next(now).ifPresent(attempt -> effects.apply(attempt.config()));
        }
    }

    /** Waits for a first view of the cluster, and never lets an empty plan replace what is there. */
    private boolean mayBeWanted(RoutingPlan plan, Instant now) {
        boolean hasView = (agreement.isHeardOf() && membership.isSettled() && services.isSettled())
                || Duration.between(started, now).compareTo(LONGEST_START) >= 0;
        boolean wouldEmpty = plan.isEmpty() && (rendering.hasRendered() || effects.hasRelease());
        return hasView && !wouldEmpty;
    }

    private void applied(ApplyOutcome outcome, Instant now) {
        Attempt attempt = deployment.ended(outcome, now);
        if (outcome.isProven()) {
            delivery.configIsLive();
            said(LOG.atInfo(), outcome).log("live: {}", attempt.reason());
        } else {
            said(LOG.atWarn(), outcome).log("not live: {}", outcome.words());
            // The obstacle may be in a template that somebody is mending.
            effects.forgetTemplates();
            rendering.anew();
        }
        history.enter(ReleaseRecord.of(outcome, attempt, now));
        effects.remember(history.records(), deployment.state(now).pinned());
        attempt.waiting().forEach(wish -> fulfilled.add(() -> wish.complete(outcome)));
        if (!outcome.isProven()) {
            drains.failed().forEach(wish -> fulfilled.add(() -> wish.outcome().complete(outcome)));
        }
    }

    private void found(String version, Instant now) {
        if (history.found(version, now)) {
            effects.remember(history.records(), deployment.state(now).pinned());
        }
    }

    private static LoggingEventBuilder said(LoggingEventBuilder line, ApplyOutcome outcome) {
        return line.addKeyValue("version", outcome.version())
                .addKeyValue("result", outcome.word())
                .addKeyValue("took_ms", outcome.took().toMillis());
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>(agreement.wrong());
        if (membership.isDeserted()) {
            faults.add(agreement.nobodyIsRegistered());
        }
        if (membership.turnedAway() > 0) {
            faults.add(agreement.tooManyAreRegistered(membership.turnedAway()));
        }
        delivery.unkept().ifPresent(faults::add);
        return faults;
    }

    private ControllerState state(ClusterSnapshot cluster, Decision decision, Instant now) {
        List<String> reasons = new ArrayList<>(decision.reasons());
        if (!agreement.freshness().live()) {
            reasons.add(agreement.freshness().reason());
        }
        if (!rendering.problem().isEmpty()) {
            reasons.add("kept the last config: " + rendering.problem());
        }
        return new ControllerState(
                started,
                cluster,
                decision.main(),
                agreement.daemonMaster(),
                agreement.coordination(),
                counted,
                drains.states(cluster, counted),
                decision.plan(),
                reasons,
                faults(),
                deployment.state(now).with(delivery.progress()),
                deployment.target(),
                history.records(),
                services.states());
    }
}
