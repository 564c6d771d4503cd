package dev.pluginlb.admin;

import dev.pluginlb.admin.view.ProblemView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.EndpointNotFound;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers errors as {@code application/problem+json}; what went wrong inside is logged, not told. */
final class Problems {

    static final String CONTENT_TYPE = "application/problem+json";
    static final String INTERNAL = "something went wrong inside; the controller's log says what";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static void addTo(RoutesConfig routes) {
        routes.exception(EndpointNotFound.class, (unknown, ctx) -> answer(ctx, HttpStatus.NOT_FOUND, "no such path"));
        routes.exception(HttpResponseException.class, (told, ctx) -> answer(ctx, told));
        routes.exception(Exception.class, (unexpected, ctx) -> {
            LOG.error("{} {} failed", ctx.method(), ctx.path(), unexpected);
            answer(ctx, HttpStatus.INTERNAL_SERVER_ERROR, INTERNAL);
        });
    }

    /**
     * What no handler of exceptions gets. A request that costs too much stack costs itself; a class that cannot be loaded is missing
     * for good, as for any other thread.
     */
    static void broken(HttpServletResponse response, Error error) {
        LOG.error("a request failed", error);
        response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode());
        if (error instanceof LinkageError) {
            Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, error);
        }
    }

    private static void answer(Context ctx, HttpResponseException told) {
        answer(ctx, HttpStatus.forStatus(told.getStatus()), String.valueOf(told.getMessage()));
    }

    private static void answer(Context ctx, HttpStatus status, String detail) {
        ctx.status(status).json(ProblemView.of(status.getCode(), status.getMessage(), detail));
        ctx.contentType(CONTENT_TYPE);
    }
}
