package dev.pluginlb.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.UnauthorizedResponse;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Stands before every path, also before those that do not exist: what is not plainly reading needs the token, so that no
 * route can forget to ask for it.
 */
final class Gate implements Handler {

    static final int MAX_BODY = 64 * 1024;

    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);
    private static final String SCHEME = "Bearer ";

    private final Supplier<AdminToken> token;
    private final TurnedAway turnedAway;

    /** @param token the one that counts at the moment */
    Gate(Supplier<AdminToken> token, TurnedAway turnedAway) {
        this.token = token;
        this.turnedAway = turnedAway;
    }

    @Override
    public void handle(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Content-Type-Options", "nosniff");
        refuseLargeBody(ctx);
        if (!READING.contains(ctx.method())) {
            requireToken(ctx);
        }
    }

    /** A body whose length is not told beforehand is refused: no path takes one that large, and none is read in vain. */
    private static void refuseLargeBody(Context ctx) {
        if (ctx.req().getContentLengthLong() > MAX_BODY) {
            throw new HttpResponseException(
                    HttpStatus.CONTENT_TOO_LARGE.getCode(), "body: at most " + MAX_BODY + " bytes are taken");
        }
        if (ctx.header("Transfer-Encoding") != null) {
            throw new HttpResponseException(
                    HttpStatus.LENGTH_REQUIRED.getCode(), "body: its Content-Length must be told");
        }
    }

    private void requireToken(Context ctx) {
        boolean known = presented(ctx).filter(token.get()::matches).isPresent();
        if (!known) {
            turnedAway.add(Caller.of(ctx), ctx.method() + " " + ctx.path());
            ctx.header("WWW-Authenticate", "Bearer");
            throw new UnauthorizedResponse(
                    "a change needs the header 'Authorization: Bearer TOKEN' with the admin token");
        }
    }

    private static Optional<String> presented(Context ctx) {
        return Optional.ofNullable(ctx.header("Authorization"))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }
}
