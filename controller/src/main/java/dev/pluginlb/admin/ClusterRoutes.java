package dev.pluginlb.admin;

import dev.pluginlb.admin.view.MasterView;
import dev.pluginlb.admin.view.NodesView;
import dev.pluginlb.control.Controller;
import io.javalin.config.RoutesConfig;
import io.javalin.http.NotFoundResponse;

/** The paths that users of the seed know. */
final class ClusterRoutes {

    private final Controller controller;

    ClusterRoutes(Controller controller) {
        this.controller = controller;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/cluster/nodes", ctx -> ctx.json(NodesView.of(controller.state())));
        routes.get("/cluster/master", ctx -> ctx.json(MasterView.of(controller.state())));
        routes.get("/cluster/stats", ctx -> {
            throw new NotFoundResponse("this version of pluginlb keeps no request statistics yet");
        });
    }
}
