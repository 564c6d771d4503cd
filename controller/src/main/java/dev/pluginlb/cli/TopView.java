package dev.pluginlb.cli;

import dev.pluginlb.admin.view.EndpointsPageView;
import dev.pluginlb.admin.view.EventView;
import dev.pluginlb.admin.view.EventsView;
import dev.pluginlb.admin.view.NodesPageView;
import dev.pluginlb.admin.view.StatusView;
import java.util.List;

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

    TopView {
        events = List.copyOf(events);
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
