package dev.pluginlb.cli;

import dev.pluginlb.admin.view.EventView;
import dev.pluginlb.admin.view.EventsView;
import dev.pluginlb.admin.view.NodesView;
import dev.pluginlb.admin.view.StatsView;
import dev.pluginlb.admin.view.StatusView;
import java.util.List;

/** All that {@code top} shows, as the controller told it at one time. */
record TopView(StatusView status, NodesView nodes, StatsView stats, List<EventView> events) {

    TopView {
        events = List.copyOf(events);
    }

    /** @throws CommandFailedException if there is no controller, or it does not answer as one */
    static TopView of(AdminClient client) {
        return new TopView(
                client.get("/api/v1/status").as(StatusView.class),
                client.get("/cluster/nodes").as(NodesView.class),
                client.get("/cluster/stats").as(StatsView.class),
                client.get("/api/v1/events").as(EventsView.class).events());
    }
}
