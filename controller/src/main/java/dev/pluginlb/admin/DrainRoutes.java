package dev.pluginlb.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.admin.view.DrainRequest;
import dev.pluginlb.admin.view.DrainView;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.control.Action;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.DrainState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** Draining: the two wishes, and how far a drained node has come. */
final class DrainRoutes {

    private static final String PATH = "/api/v1/nodes/{id}/drain";

    private final Controller controller;
    private final InstantSource clock;
    private final WishRoutes wishes;

    DrainRoutes(Controller controller, InstantSource clock, WishRoutes wishes) {
        this.controller = controller;
        this.clock = clock;
        this.wishes = wishes;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, ctx -> ctx.json(DrainView.of(node(ctx), controller.state())));
        routes.put(PATH, this::drain);
        routes.delete(PATH, ctx -> {
            Address node = node(ctx);
            wishes.take(ctx, "undrain", Action.Subject.of(node.toString()), () -> controller.undrain(node));
        });
    }

    private void drain(Context ctx) {
        Address node = node(ctx);
        DrainRequest said = said(ctx);
        String reason = Objects.requireNonNullElse(said.reason(), "");
        Drain now = new Drain(
                Optional.ofNullable(said.who())
                        .or(() -> Optional.of(Caller.of(ctx).name()).filter(name -> !name.isEmpty()))
                        .orElse(ctx.ip()),
                clock.instant(),
                reason);
        Drain drain = reason.isBlank() ? former(node).orElse(now) : now;
        wishes.take(ctx, "drain", new Action.Subject(node.toString(), now.why()), () -> controller.drain(node, drain));
    }

    /** Who says it again without a reason wishes for no other state, so who said so first, when and why stay. */
    private Optional<Drain> former(Address node) {
        return Optional.ofNullable(controller.state().drains().get(node)).map(DrainState::drain);
    }

    private Address node(Context ctx) {
        return NodeRef.find(ctx.pathParam("id"), controller.state());
    }

    private static DrainRequest said(Context ctx) {
        if (ctx.body().isBlank()) {
            return new DrainRequest(null, null);
        }
        try {
            return Objects.requireNonNull(AdminJson.read(ctx.body(), DrainRequest.class));
        } catch (JsonProcessingException | NullPointerException bad) {
            throw new BadRequestResponse("body: not understood (expected: {\"who\":\"...\",\"reason\":\"...\"})");
        }
    }
}
