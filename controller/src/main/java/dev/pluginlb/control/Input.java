package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.PluginReport;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.cluster.Registrations;
import dev.pluginlb.dispatch.Demand;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.LiveWatch;
import dev.pluginlb.nginx.StateTeller;
import dev.pluginlb.redis.ClusterReading;
import dev.pluginlb.render.RenderedConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Everything that can reach the loop: observations, ends of attempts, and wishes of operators. */
public sealed interface Input {

    /** What was seen; it comes again. */
    sealed interface Observation extends Input {}

    /** What became of something that the loop had set in motion. */
    sealed interface End extends Input {}

    /** What an operator wants. */
    sealed interface Wish extends Input {}

    /** Somebody did something at an edge; it goes into the journal, and changes nothing. */
    record Acted(Event.Change what) implements Input {}

    /** Redis was read. */
    record Read(ClusterReading reading) implements Observation {}

    /**
     * Redis could not be read.
     *
     * @param fixed the nodes that do not come from Redis
     */
    record Unreadable(String why, Registrations fixed) implements Observation {}

    /** A node was probed. */
    record Probed(ProbeResult result) implements Observation {}

    /** Something of the further pools was seen. */
    sealed interface OfServices extends Observation {}

    /** A member of that further pool was probed. */
    record MemberProbed(String service, ProbeResult result) implements OfServices {}

    /** A member's name was looked up; it stands for these numbers now. */
    record NameResolved(Address name, List<Address> numbers) implements OfServices {

        public NameResolved {
            numbers = List.copyOf(numbers);
        }
    }

    /** A node was asked which plugins it runs. */
    record Reported(PluginReport report) implements Observation {}

    /**
     * Requests were measured.
     *
     * @param slowness time a node takes for a request, relative to all nodes
     * @param slots how many requests nodes run at once, as was learned; none with the reload driver
     * @param demand what is asked of the cluster
     */
    record Measured(Map<Address, Double> slowness, Map<Address, Integer> slots, Optional<Demand> demand)
            implements Observation {}

    /** Drain a node, or let it serve again. */
    record Drain(DrainWish wish) implements Wish {}

    /** What a wish asks for cannot be written down, so it is not to be. */
    record NotDrained(DrainWish wish, String why) implements End {}

    /** The running Nginx was looked at. */
    record Looked(LiveWatch.Look look) implements Observation {}

    /** An attempt to apply a config ended. */
    record Applied(ApplyOutcome outcome) implements End {}

    /** A telling of a state ended. */
    record Told(StateTeller.Outcome outcome) implements End {}

    /** A state was written down, or could not be. */
    record Kept(StateTeller.Kept outcome) implements End {}

    /** Apply now, whatever the pacing says. */
    record Reload(CompletableFuture<ApplyOutcome> outcome) implements Wish {}

    /** Go back to a release and stay there. */
    record Pin(RenderedConfig release, CompletableFuture<ApplyOutcome> outcome) implements Wish {

        void refuse(String why) {
            outcome.complete(new ApplyOutcome(ApplyOutcome.Result.FAILED, release.version(), why, Duration.ZERO));
        }
    }

    /** Follow the plan again. */
    record Unpin(CompletableFuture<ApplyOutcome> outcome) implements Wish {}
}
