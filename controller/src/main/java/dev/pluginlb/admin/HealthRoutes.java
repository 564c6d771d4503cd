package dev.pluginlb.admin;

import dev.pluginlb.admin.view.MasterView;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.control.LearningState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/**
 * For those who only look at the status.
 *
 * <p>{@code /healthz}: the controller runs and answers; restarting it would mend nothing that its lines complain of.
 * {@code /readyz}: what is wanted was seen live. Redis out of reach takes neither away: the last known cluster is served.
 */
final class HealthRoutes {

    private final Controller controller;

    HealthRoutes(Controller controller) {
        this.controller = controller;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/healthz", ctx -> answer(ctx, HttpStatus.OK));
        routes.get("/readyz", this::ready);
    }

    private void ready(Context ctx) {
        ControllerState state = controller.state();
        boolean ready = state.deployment().proven();
        answer(ctx, ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    }

    private void answer(Context ctx, HttpStatus status) {
        ControllerState state = controller.state();
        String lines = line("redis", redis(state.cluster().freshness()))
                + line("nginx", nginx(state.deployment()))
                + line("election", election())
                + line("stats", stats(controller.learning()));
        ctx.status(status).contentType("text/plain; charset=utf-8").result(lines);
    }

    private static String line(String part, String words) {
        return part + " " + words.replaceAll("\\p{Cntrl}+", " ") + "\n";
    }

    private static String redis(Freshness freshness) {
        return freshness.live() ? "ok" : freshness.reason() + ", since " + freshness.since();
    }

    private String election() {
        if (controller.leads()) {
            return "ok, this controller leads";
        }
        return MasterView.leader(controller).map(id -> "ok, " + id + " leads").orElse("nobody leads");
    }

    private static String stats(LearningState learning) {
        return learning.problems().isEmpty() ? "ok" : String.join("; ", learning.problems());
    }

    private static String nginx(DeploymentState deployment) {
        if (deployment.proven()) {
            return "ok";
        }
        String serves = deployment.live().map(version -> "serves " + version).orElse("does not tell what it serves");
        String wanted =
                deployment.wanted().map(version -> ", wanted is " + version).orElse(", nothing is wanted yet");
        String why = deployment.waitingFor().isEmpty() ? "" : ": " + deployment.waitingFor();
        return serves + wanted + why;
    }
}
