package dev.pluginlb.admin;

import dev.pluginlb.admin.view.FlowsView.Rate;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.Statistics;
import dev.pluginlb.traffic.Flow;
import dev.pluginlb.traffic.FlowTally;
import dev.pluginlb.traffic.Flows;
import dev.pluginlb.traffic.RequestClass;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How much traffic there is now: the controller's counts, as rates. Thread-safe. */
final class Traffic {

    private final Controller controller;
    private final InstantSource clock;
    private final Rates<Flow> byNode = new Rates<>();
    private final Rates<RequestClass> failures = new Rates<>();
    private final Rates<String> endpoints = new Rates<>();

    Traffic(Controller controller, InstantSource clock) {
        this.controller = controller;
        this.clock = clock;
    }

    /** One look at what went to nodes. */
    record Seen(Rates.Seen<Flow> flows, Rates.Seen<RequestClass> failures) {

        /** Null while not known. */
        @Nullable
        Long overMs() {
            return millis(flows.over());
        }

        Rate of(String way) {
            return new Rate(rate(way, RequestClass.SHORT), rate(way, RequestClass.LONG));
        }

        @Nullable
        Double failuresOf(RequestClass name) {
            return number(failures.of(name));
        }

        /** Where requests went. */
        Stream<String> ways() {
            return flows.now().keySet().stream().map(Flow::way).distinct();
        }

        private @Nullable Double rate(String way, RequestClass name) {
            return number(flows.of(new Flow(name, way)));
        }
    }

    Seen seen() {
        Flows.Seen counted = controller.flows();
        Map<Flow, Long> totals = new HashMap<>();
        Map<RequestClass, Long> failed = new EnumMap<>(RequestClass.class);
        counted.byNode().forEach((flow, tally) -> {
            totals.put(flow, tally.count());
            failed.merge(flow.requestClass(), tally.ends().getOrDefault(FlowTally.End.SERVER_ERROR, 0L), Long::sum);
        });
        return new Seen(byNode.look(clock.instant(), totals), failures.look(clock.instant(), failed));
    }

    /** By the endpoint's name; nothing is known while Redis does not tell what they are now. */
    Rates.Seen<String> endpoints(Statistics statistics) {
        if (statistics.problem().isPresent()) {
            return new Rates.Seen<>(Duration.ZERO, Map.of(), Map.of());
        }
        Map<String, Long> totals = new HashMap<>();
        statistics
                .reading()
                .endpoints()
                .forEach(one -> totals.put(one.key().value(), one.stats().total()));
        return endpoints.look(clock.instant(), totals);
    }

    static Rate sum(Stream<Rate> rates) {
        return rates.reduce(
                new Rate(null, null),
                (one, other) ->
                        new Rate(sum(one.shortOnes(), other.shortOnes()), sum(one.longOnes(), other.longOnes())));
    }

    static double all(Rate rate) {
        Double sum = sum(rate.shortOnes(), rate.longOnes());
        return sum == null ? 0 : sum;
    }

    static @Nullable Double number(OptionalDouble rate) {
        return rate.isPresent() ? Math.round(rate.getAsDouble() * 1000) / 1000.0 : null;
    }

    static @Nullable Long millis(Duration over) {
        return over.isZero() ? null : over.toMillis();
    }

    private static @Nullable Double sum(@Nullable Double one, @Nullable Double other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one + other;
    }
}
