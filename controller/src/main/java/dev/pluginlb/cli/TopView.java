package dev.pluginlb.cli;

import dev.pluginlb.admin.view.EndpointsPageView;
import dev.pluginlb.admin.view.EventView;
import dev.pluginlb.admin.view.EventsView;
import dev.pluginlb.admin.view.NodesPageView;
import dev.pluginlb.admin.view.StatusView;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * All that {@code top} shows, as the controller told it at one time: of nodes and endpoints only the first ones, whatever there
 * are.
 *
 * @param order of the endpoints
 */
record TopView(
        StatusView status, NodesPageView nodes, EndpointsPageView endpoints, TopOrder order, List<EventView> events) {

    /** The most that the controller gives at once. */
    private static final int MOST = 500;

    /** A rate is the difference of two looks, and the controller takes none over less than a second. */
    private static final Duration UNTIL_RATES = Duration.ofMillis(1100);

    TopView {
        events = List.copyOf(events);
    }

    /**
     * Looks once more where nobody has looked of late, so that no rate was known yet.
     *
     * @param pause waits for so long
     * @throws CommandFailedException if there is no controller, or it does not answer as one
     */
    static TopView withRates(AdminClient client, TopOrder order, int lines, Consumer<Duration> pause) {
        TopView first = of(client, order, lines);
        if (first.endpoints().rate() != null || first.endpoints().total() == 0) {
            return first;
        }
        pause.accept(UNTIL_RATES);
        return of(client, order, lines);
    }

    /**
     * Looks once.
     *
     * @param lines how many there are to show it on
     * @throws CommandFailedException if there is no controller, or it does not answer as one
     */
    static TopView of(AdminClient client, TopOrder order, int lines) {
        String limit = "&limit=" + Math.max(1, Math.min(lines, MOST));
        return new TopView(
                client.get("/api/v1/status").as(StatusView.class),
                client.get("/api/v1/nodes?sort=trouble" + limit).as(NodesPageView.class),
                client.get("/api/v1/endpoints?order=desc&sort=" + order.sort() + limit)
                        .as(EndpointsPageView.class),
                order,
                client.get("/api/v1/events").as(EventsView.class).events());
    }
}
