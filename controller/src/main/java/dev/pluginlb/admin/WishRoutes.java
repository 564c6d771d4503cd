package dev.pluginlb.admin;

import dev.pluginlb.admin.view.AcceptedView;
import dev.pluginlb.admin.view.OutcomeProblemView;
import dev.pluginlb.admin.view.OutcomeView;
import dev.pluginlb.control.Action;
import dev.pluginlb.control.Audit;
import dev.pluginlb.control.Controller;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.render.RenderedConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The wishes, and their outcomes.
 *
 * <p>A wish is answered 202 with the place of its outcome. With {@code ?wait} the answer is 200 once the config is proven
 * live, 409 when it is not (the request was right, the state of things stood against it), and 202 still when the time is
 * over first. An outcome that is read is 200 in every case: that a wish failed is not an error of reading.
 */
final class WishRoutes {

    private static final Action.Subject NOTHING = Action.Subject.of("");

    private final Controller controller;
    private final Audit audit;
    private final InstantSource clock;
    private final Executor executor;
    private final Wishes wishes = new Wishes();

    WishRoutes(Controller controller, Audit audit, InstantSource clock, Executor executor) {
        this.controller = controller;
        this.audit = audit;
        this.clock = clock;
        this.executor = executor;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/api/v1/reload", ctx -> take(ctx, "reload", NOTHING, controller::reload));
        routes.post("/api/v1/releases/{version}/rollback", this::rollback);
        routes.delete("/api/v1/pin", ctx -> take(ctx, "unpin", NOTHING, controller::unpin));
        routes.get(Wishes.PATH + "{id}", this::outcome);
    }

    private void rollback(Context ctx) {
        RenderedConfig release = Releases.findByPrefix(ctx.pathParam("version"), controller);
        take(ctx, "rollback", Action.Subject.of(release.version()), () -> controller.pin(release));
    }

    /** Looks at the whole request before anything is set in motion. */
    void take(Context ctx, String intent, Action.Subject about, Supplier<CompletableFuture<ApplyOutcome>> uttered) {
        Optional<Duration> wait = Wait.of(ctx);
        Action action = Action.asked(Caller.of(ctx), intent, about, clock.instant());
        audit.asked(action);
        Wish wish = wishes.remember(action, uttered.get());
        audit.follow(action, wish.outcome());
        wait.ifPresentOrElse(
                longest -> ctx.future(() -> wish.endOr(longest, executor).thenAccept(ended -> answerEnd(ctx, ended))),
                () -> accept(ctx, wish));
    }

    private void outcome(Context ctx) {
        Wish wish = wishes.find(ctx.pathParam("id"))
                .orElseThrow(() -> new NotFoundResponse("no such outcome; the latest " + Wishes.KEPT + " are kept"));
        Wait.of(ctx)
                .filter(wait -> !wish.isDone())
                .ifPresentOrElse(
                        wait -> ctx.future(
                                () -> wish.endOr(wait, executor).thenAccept(ended -> ctx.json(ended.view()))),
                        () -> ctx.json(wish.view()));
    }

    private static void answerEnd(Context ctx, Wish wish) {
        if (!wish.isDone() || wish.isDropped()) {
            accept(ctx, wish);
            return;
        }
        OutcomeView outcome = wish.view();
        if (outcome.isProven()) {
            ctx.json(outcome);
        } else {
            ctx.status(HttpStatus.CONFLICT).json(OutcomeProblemView.of(outcome));
            ctx.contentType(Problems.CONTENT_TYPE);
        }
    }

    private static void accept(Context ctx, Wish wish) {
        if (wish.isDropped()) {
            throw new ServiceUnavailableResponse("the controller is starting or stopping and takes no wishes now");
        }
        ctx.status(HttpStatus.ACCEPTED).header("Location", wish.asked().url());
        ctx.json(new AcceptedView(wish.asked().id(), wish.asked().url()));
    }
}
