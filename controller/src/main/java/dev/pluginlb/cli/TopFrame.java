package dev.pluginlb.cli;

import dev.pluginlb.admin.view.EndpointsPageView.EndpointRow;
import dev.pluginlb.admin.view.EventView;
import dev.pluginlb.admin.view.NodeView;
import dev.pluginlb.admin.view.NodesPageView.NodeRow;
import dev.pluginlb.admin.view.StatsView.EndpointView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One picture of {@code top}: health, nodes, endpoints, events, as many lines of each as fit. Where not all fit, nodes get half
 * of the lines, endpoints three tenths, events the rest, and what one does not need goes to the others.
 */
record TopFrame(TopView view) {

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
        List<EventView> events = view.events();
        Shares shares = Shares.of(
                Math.max(0, height - FRAMEWORK),
                view.nodes().total(),
                view.endpoints().endpoints().size(),
                events.size());
        List<String> lines = new ArrayList<>(heading(look));
        lines.add("");
        lines.addAll(nodes(shares.nodes(), look));
        lines.add("");
        lines.addAll(endpoints(shares.endpoints(), look));
        lines.add("");
        lines.addAll(new EventTable(look).lines(events.subList(events.size() - shares.events(), events.size())));
        return lines.size() > height ? lines.subList(0, height) : lines;
    }

    private List<String> heading(Look look) {
        Ink ink = StatusText.isWell(view.status()) ? Ink.GOOD : Ink.BAD;
        String numbers = String.format(
                Locale.ROOT,
                "%s requests/s; %d requests, %d endpoints, %d long; %d old workers; pluginlb is up %s",
                rate(view.endpoints().rate()),
                view.endpoints().requests(),
                view.endpoints().total(),
                view.endpoints().longEndpoints(),
                view.status().drainingWorkers(),
                Times.span(view.status().uptimeMs()));
        return List.of(look.paint(ink, look.fit(StatusText.verdict(view.status()))), look.fit(numbers));
    }

    private List<String> nodes(int shown, Look look) {
        Table table = new Table("NODE", "STATE", "ROLE", "IN FLIGHT", "LONG", "WEIGHT", "HEARTBEAT", "REASON")
                .right("IN FLIGHT", "LONG", "WEIGHT", "HEARTBEAT")
                .ink("STATE", Ink::ofState);
        int all = view.nodes().total();
        List<NodeView> listed = first(
                shown < all ? shown - 1 : shown,
                view.nodes().nodes().stream().map(NodeRow::node).toList());
        listed.forEach(node -> table.row(
                node.address(),
                node.state(),
                node.role(),
                Words.orDash(node.inFlight()),
                Words.orDash(node.inFlightLong()),
                Integer.toString(node.weight()),
                node.lastHeartbeatAgeMs() == null ? UNKNOWN : Times.span(node.lastHeartbeatAgeMs()),
                node.reason()));
        List<String> lines = new ArrayList<>(table.lines(look));
        if (listed.size() < all && shown > 0) {
            lines.add(look.fit(more(all, listed)));
        }
        return lines;
    }

    private String more(int all, List<NodeView> listed) {
        long up = listed.stream().filter(node -> node.state().equals("up")).count();
        return "and " + (all - listed.size()) + " more nodes, "
                + Math.max(0, view.status().nodes().up() - up) + " of them up";
    }

    private List<String> endpoints(int shown, Look look) {
        Table table = new Table("REQ/S", "REQUESTS", "RECENT", "MEAN", "MAX", "CLASS", title(shown))
                .right("REQ/S", "REQUESTS", "RECENT", "MEAN", "MAX")
                .ink("CLASS", Ink::ofClass)
                .keepEnd(title(shown));
        first(shown, view.endpoints().endpoints()).forEach(row -> add(row, table));
        return table.lines(look);
    }

    private static void add(EndpointRow row, Table table) {
        EndpointView one = row.endpoint();
        table.row(
                rate(row.rate()),
                Long.toString(one.total()),
                row.recentMs() == null ? UNKNOWN : Times.millis(row.recentMs()),
                StatsCommand.ended(one, one.avgMs()),
                StatsCommand.ended(one, one.maxMs()),
                StatsCommand.className(one),
                one.endpoint());
    }

    private String title(int shown) {
        int all = view.endpoints().total();
        String rest = shown < all ? ", " + shown + " of " + all : "";
        return "ENDPOINT (" + view.order().name().toLowerCase(Locale.ROOT) + " first" + rest + ")";
    }

    private static <T> List<T> first(int most, List<T> all) {
        return all.subList(0, Math.max(0, Math.min(most, all.size())));
    }

    private static String rate(@Nullable Double rate) {
        return rate == null ? UNKNOWN : String.format(Locale.ROOT, "%.1f", rate);
    }
}
