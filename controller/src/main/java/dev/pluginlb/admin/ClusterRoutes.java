package dev.pluginlb.admin;

import dev.pluginlb.admin.view.MasterView;
import dev.pluginlb.admin.view.NodesView;
import dev.pluginlb.admin.view.StatsView;
import dev.pluginlb.control.Controller;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;

/** The paths that users of the seed know. */
final class ClusterRoutes {

    private final Controller controller;
    private final InstantSource clock;

    ClusterRoutes(Controller controller, InstantSource clock) {
        this.controller = controller;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/cluster/nodes", ctx -> ctx.json(NodesView.of(controller.state())));
        routes.get("/cluster/master", ctx -> ctx.json(MasterView.of(controller, clock.instant())));
        routes.get("/cluster/stats", ctx -> ctx.json(StatsView.of(controller.statistics())));
    }
}
