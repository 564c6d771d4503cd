package dev.pluginlb.admin;

import dev.pluginlb.admin.view.DrainView;
import dev.pluginlb.admin.view.EndpointsPageView;
import dev.pluginlb.admin.view.NodeView;
import dev.pluginlb.admin.view.NodesPageView;
import dev.pluginlb.admin.view.NodesView;
import dev.pluginlb.admin.view.StatsView;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.Statistics;
import dev.pluginlb.redis.StatsReading;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a page shows of traffic, nodes and endpoints: as much of it as it shows, and no more. */
final class TrafficRoutes {

    private static final List<String> BY_TROUBLE = List.of("down", "unknown", "draining", "up");
    private static final int BUSIEST = 20;
    private static final int MOST_BUSY = 200;

    private final Controller controller;
    private final InstantSource clock;
    private final Traffic traffic;

    TrafficRoutes(Controller controller, InstantSource clock) {
        this.controller = controller;
        this.clock = clock;
        this.traffic = new Traffic(controller, clock);
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/flows", this::flows);
        routes.get("/api/v1/nodes", this::nodes);
        routes.get("/api/v1/endpoints", this::endpoints);
    }

    private void flows(Context ctx) {
        int limit = Listing.number(ctx, "limit", BUSIEST, MOST_BUSY);
        List<NodeView> nodes = NodesView.fromHere(controller.state());
        ctx.json(new Picture(nodes, traffic.seen(), limit).at(clock.instant()));
    }

    private void nodes(Context ctx) {
        ControllerState state = controller.state();
        Listing<NodesPageView.NodeRow> listing = Listing.of(ctx, "address", nodeSorts());
        Traffic.Seen seen = traffic.seen();
        List<NodesPageView.NodeRow> rows = NodesView.fromHere(state).stream()
                .map(node -> row(node, seen, state))
                .toList();
        Listing.Part<NodesPageView.NodeRow> part = listing.among(rows, row -> words(row.node()));
        ctx.json(new NodesPageView(part.total(), part.matched(), part.rows()));
    }

    private static NodesPageView.NodeRow row(NodeView node, Traffic.Seen seen, ControllerState state) {
        Address address = Address.parse(node.address());
        DrainView drain = state.drains().containsKey(address) ? DrainView.of(address, state) : null;
        return new NodesPageView.NodeRow(node, seen.of(node.address()), drain);
    }

    private static String words(NodeView node) {
        return String.join(" ", node.address(), node.id(), node.role(), node.state(), node.reason(), node.lastProbe());
    }

    /** Equal ones stay in the order of their addresses; {@code trouble} puts the most loaded of a state first, and so moves. */
    private static SortedMap<String, Comparator<NodesPageView.NodeRow>> nodeSorts() {
        Comparator<NodesPageView.NodeRow> byState =
                Comparator.comparing(row -> BY_TROUBLE.indexOf(row.node().state()));
        return new TreeMap<>(Map.of(
                "address",
                Comparator.comparing(row -> Address.parse(row.node().address())),
                "state",
                byState,
                "trouble",
                byState.thenComparing(row -> -orNone(row.node().inFlight())),
                "role",
                Comparator.comparing(row -> row.node().role()),
                "in_flight",
                Comparator.comparing(row -> orNone(row.node().inFlight())),
                "in_flight_long",
                Comparator.comparing(row -> orNone(row.node().inFlightLong())),
                "rate",
                Comparator.comparing(row -> Traffic.all(row.rate())),
                "weight",
                Comparator.comparing(row -> row.node().weight()),
                "heartbeat",
                Comparator.comparing(row -> orNone(row.node().lastHeartbeatAgeMs()))));
    }

    private void endpoints(Context ctx) {
        Statistics statistics = controller.statistics();
        StatsReading reading = statistics.reading();
        Rates.Seen<String> rates = traffic.endpoints(statistics);
        Listing<StatsReading.Endpoint> listing = Listing.of(ctx, "endpoint", endpointSorts(rates));
        Listing.Part<StatsReading.Endpoint> part =
                listing.among(reading.endpoints(), one -> one.key().value());
        ctx.json(new EndpointsPageView(
                part.total(),
                part.matched(),
                reading.endpoints().stream()
                        .mapToLong(one -> one.stats().total())
                        .sum(),
                (int) reading.endpoints().stream()
                        .filter(StatsView.EndpointView::isRoutedLong)
                        .count(),
                Traffic.number(rates.ofAll()),
                Traffic.millis(rates.over()),
                part.rows().stream().map(one -> row(one, rates)).toList()));
    }

    private static EndpointsPageView.EndpointRow row(StatsReading.Endpoint one, Rates.Seen<String> rates) {
        StatsView.EndpointView endpoint = StatsView.EndpointView.of(one);
        Double recent = one.stats().window().count() == 0
                ? null
                : StatsView.millis(one.stats().window().mean());
        return new EndpointsPageView.EndpointRow(endpoint, Traffic.number(rates.of(endpoint.endpoint())), recent);
    }

    private static SortedMap<String, Comparator<StatsReading.Endpoint>> endpointSorts(Rates.Seen<String> rates) {
        Function<StatsReading.Endpoint, String> name = one -> one.key().value();
        return new TreeMap<>(Map.of(
                "endpoint",
                Comparator.comparing(name),
                "rate",
                total(Comparator.comparing(one -> rates.of(name.apply(one)).orElse(-1))),
                "total",
                Comparator.comparing(one -> one.stats().total()),
                "recent",
                total(Comparator.comparing(one -> one.stats().window().mean())),
                "avg",
                Comparator.comparing(one -> one.stats().mean()),
                "max",
                Comparator.comparing(one -> one.stats().max()),
                "class",
                Comparator.comparing(StatsView.EndpointView::classOf)));
    }

    /** Among equals by how many requests there were: with no rate known yet, no endpoint of one request stands first. */
    private static Comparator<StatsReading.Endpoint> total(Comparator<StatsReading.Endpoint> first) {
        return first.thenComparing(one -> one.stats().total());
    }

    /** What is not known comes before all that is. */
    private static long orNone(@Nullable Number number) {
        return number == null ? -1 : number.longValue();
    }
}
