package dev.pluginlb.cli;

import dev.pluginlb.admin.view.EventView;
import dev.pluginlb.admin.view.NodeView;
import dev.pluginlb.admin.view.StatsView.EndpointView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One picture of {@code top}: health, nodes, endpoints, events, as many lines of each as fit. Where not all fit, nodes get half
 * of the lines, endpoints three tenths, events the rest, and what one does not need goes to the others.
 */
record TopFrame(TopView view, Rates rates, TopOrder order) {

    private static final String UNKNOWN = "-";

    /** The first two lines, three blank ones and three headers. */
    private static final int FRAMEWORK = 8;

    /** How many lines each part gets. */
    private record Shares(int nodes, int endpoints, int events) {

        static Shares of(int lines, int nodes, int endpoints, int events) {
            int few = Math.min(events, lines - lines / 2 - lines * 3 / 10);
            int some = Math.min(endpoints, lines * 3 / 10);
            int shownNodes = Math.min(nodes, lines - few - some);
            int shownEndpoints = Math.min(endpoints, lines - few - shownNodes);
            return new Shares(shownNodes, shownEndpoints, Math.min(events, lines - shownNodes - shownEndpoints));
        }
    }

    /**
     * The picture.
     *
     * @param height in lines, all of which are used only if there is so much to show
     */
    List<String> lines(Look look, int height) {
        List<NodeView> nodes =
                view.nodes().nodes().stream().sorted(TopOrder.WORST_FIRST).toList();
        List<EndpointView> endpoints = view.stats().endpoints().stream()
                .sorted(order.comparator(rates))
                .toList();
        List<EventView> events = view.events();
        Shares shares = Shares.of(Math.max(0, height - FRAMEWORK), nodes.size(), endpoints.size(), events.size());
        List<String> lines = new ArrayList<>(heading(look));
        lines.add("");
        lines.addAll(nodes(nodes, shares.nodes(), look));
        lines.add("");
        lines.addAll(endpoints(endpoints, shares.endpoints(), look));
        lines.add("");
        lines.addAll(new EventTable(look).lines(events.subList(events.size() - shares.events(), events.size())));
        return lines.size() > height ? lines.subList(0, height) : lines;
    }

    private List<String> heading(Look look) {
        Ink ink = StatusText.isWell(view.status()) ? Ink.GOOD : Ink.BAD;
        String numbers = String.format(
                Locale.ROOT,
                "%s requests/s; %d requests, %d endpoints, %d long; %d old workers; pluginlb is up %s",
                rate(allRates()),
                view.stats().total(),
                view.stats().endpoints().size(),
                view.stats().longEndpoints(),
                view.status().drainingWorkers(),
                Times.span(view.status().uptimeMs()));
        return List.of(look.paint(ink, look.fit(StatusText.verdict(view.status()))), look.fit(numbers));
    }

    private OptionalDouble allRates() {
        double sum = 0;
        for (EndpointView endpoint : view.stats().endpoints()) {
            OptionalDouble rate = rates.of(endpoint.endpoint());
            if (rate.isEmpty()) {
                return rate;
            }
            sum += rate.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }

    private static List<String> nodes(List<NodeView> nodes, int shown, Look look) {
        Table table = new Table("NODE", "STATE", "ROLE", "IN FLIGHT", "LONG", "WEIGHT", "HEARTBEAT", "REASON")
                .right("IN FLIGHT", "LONG", "WEIGHT", "HEARTBEAT")
                .ink("STATE", Ink::ofState);
        int whole = shown < nodes.size() ? Math.max(0, shown - 1) : shown;
        nodes.subList(0, whole)
                .forEach(node -> table.row(
                        node.address(),
                        node.state(),
                        node.role(),
                        orDash(node.inFlight()),
                        orDash(node.inFlightLong()),
                        Integer.toString(node.weight()),
                        node.lastHeartbeatAgeMs() == null ? UNKNOWN : Times.span(node.lastHeartbeatAgeMs()),
                        node.reason()));
        List<String> lines = new ArrayList<>(table.lines(look));
        if (whole < shown) {
            lines.add(look.fit(more(nodes.subList(whole, nodes.size()))));
        }
        return lines;
    }

    private static String more(List<NodeView> hidden) {
        long up = hidden.stream().filter(node -> node.state().equals("up")).count();
        return "and " + hidden.size() + " more nodes, " + up + " of them up";
    }

    private List<String> endpoints(List<EndpointView> endpoints, int shown, Look look) {
        Table table = new Table("REQ/S", "REQUESTS", "RECENT", "MEAN", "MAX", "CLASS", title(endpoints.size(), shown))
                .right("REQ/S", "REQUESTS", "RECENT", "MEAN", "MAX")
                .ink("CLASS", Ink::ofClass);
        endpoints
                .subList(0, shown)
                .forEach(one -> table.row(
                        rate(rates.of(one.endpoint())),
                        Long.toString(one.total()),
                        Times.millis(TopOrder.recentMean(one)),
                        Times.millis(one.avgMs()),
                        Times.millis(one.maxMs()),
                        StatsCommand.className(one),
                        one.endpoint()));
        return table.lines(look);
    }

    private String title(int all, int shown) {
        String rest = shown < all ? ", " + shown + " of " + all : "";
        return "ENDPOINT (" + order.name().toLowerCase(Locale.ROOT) + " first" + rest + ")";
    }

    private static String rate(OptionalDouble rate) {
        return rate.isPresent() ? String.format(Locale.ROOT, "%.1f", rate.getAsDouble()) : UNKNOWN;
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? UNKNOWN : value.toString();
    }
}
