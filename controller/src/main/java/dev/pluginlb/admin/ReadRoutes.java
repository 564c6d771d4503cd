package dev.pluginlb.admin;

import dev.pluginlb.admin.view.ConfigView;
import dev.pluginlb.admin.view.DiffView;
import dev.pluginlb.admin.view.PlanView;
import dev.pluginlb.admin.view.PoolsView;
import dev.pluginlb.admin.view.ReleaseDiffView;
import dev.pluginlb.admin.view.ReleaseFilesView;
import dev.pluginlb.admin.view.ReleasesView;
import dev.pluginlb.admin.view.StatusView;
import dev.pluginlb.config.ProgramVersion;
import dev.pluginlb.control.Controller;
import dev.pluginlb.render.RenderedConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** All that can be read under {@code /api/v1}, the outcomes of wishes apart. */
final class ReadRoutes {

    private static final String TEXT = "text/plain";
    private static final String JSON = "application/json";

    private final Controller controller;
    private final Supplier<ConfigInEffect> config;
    private final InstantSource clock;

    ReadRoutes(Controller controller, Supplier<ConfigInEffect> config, InstantSource clock) {
        this.controller = controller;
        this.config = config;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/status", this::status);
        routes.get("/api/v1/plan", ctx -> ctx.json(PlanView.of(controller.state())));
        routes.get("/api/v1/pools", ctx -> ctx.json(PoolsView.of(controller.state())));
        routes.get("/api/v1/releases", this::releases);
        routes.get("/api/v1/releases/{version}", this::release);
        routes.get("/api/v1/releases/{version}/diff", this::releaseDiff);
        routes.get("/api/v1/diff", this::diff);
        routes.get("/api/v1/config", ctx -> ctx.json(new ConfigView(config.get().rows())));
    }

    private void status(Context ctx) {
        ConfigInEffect now = config.get();
        ctx.json(StatusView.of(controller, ProgramVersion.text(), now.refused(), now.faults(), clock.instant()));
    }

    /** The newest of them, if {@code ?limit} says how many. */
    private void releases(Context ctx) {
        int limit = Listing.number(ctx, "limit", Listing.MOST, Listing.MOST);
        ctx.json(ReleasesView.of(controller.state(), limit));
    }

    private void release(Context ctx) {
        RenderedConfig release = Releases.findOrPrevious(ctx.pathParam("version"), controller);
        ctx.json(ReleaseFilesView.of(release));
    }

    /** From the release that {@code ?from} names, else from the one before it. */
    private void releaseDiff(Context ctx) {
        RenderedConfig to = Releases.findOrPrevious(ctx.pathParam("version"), controller);
        Optional<RenderedConfig> from = Optional.ofNullable(ctx.queryParam("from"))
                .map(version -> Releases.findOrPrevious(version, controller))
                .or(() -> Releases.before(to.version(), controller));
        String diff = ConfigDiff.between(from.orElse(LiveDiff.NOTHING), to);
        ctx.json(new ReleaseDiffView(
                from.map(RenderedConfig::version).orElse(null),
                to.version(),
                diff,
                to.objection().orElse(null)));
    }

    private void diff(Context ctx) {
        DiffView diff = new LiveDiff(controller).now();
        if (wantsText(ctx)) {
            ctx.contentType(TEXT + "; charset=utf-8").result(diff.diff());
        } else {
            ctx.json(diff);
        }
    }

    /** JSON unless text alone is asked for. */
    private static boolean wantsText(Context ctx) {
        String accept = Optional.ofNullable(ctx.header("Accept")).orElse("");
        return accept.contains(TEXT) && !accept.contains(JSON);
    }
}
