package dev.pluginlb.admin;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.TooManyRequestsResponse;
import io.javalin.http.UnauthorizedResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Stands before every path, also before those that do not exist: what comes from pages of others gets nothing, and what is not
 * plainly reading needs the token, so that no route can forget to ask for it. Where others than this machine come, reading needs
 * it, too, but for what a load balancer asks and what Nginx shows everybody anyway.
 */
final class Gate implements Handler {

    static final int MAX_BODY = 64 * 1024;

    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);
    private static final String SCHEME = "Bearer ";
    /** As browsers show it, the token as password; for reading alone, since they send it along unasked. */
    private static final String BROWSER_SCHEME = "Basic ";

    /** With what the dashboard asks for a change. */
    private static final String BY_PAGE = "X-Requested-With";

    private static final Pattern OPEN = Pattern.compile("/healthz|/readyz|/cluster/[a-z]+");

    private final Door.Reach reach;
    private final Supplier<AdminToken> token;
    private final TurnedAway turnedAway;
    private final Guesses guesses;

    /** @param token the one that counts at the moment */
    Gate(Door.Reach reach, Supplier<AdminToken> token, TurnedAway turnedAway, Guesses guesses) {
        this.reach = reach;
        this.token = token;
        this.turnedAway = turnedAway;
        this.guesses = guesses;
    }

    @Override
    public void handle(Context ctx) {
        SafeHeaders.ALL.forEach(ctx::header);
        boolean reading = READING.contains(ctx.method());
        Sender.check(ctx, reading, reach);
        refuseLargeBody(ctx);
        if (!reading) {
            requireToken(ctx, token.get(), presented(ctx));
        } else if (reach.needsTokenToRead() && !OPEN.matcher(ctx.path()).matches()) {
            Optional<String> presented = presented(ctx).or(() -> presentedByBrowser(ctx));
            if (presented.isEmpty()) {
                throw unauthorized(ctx);
            }
            requireToken(ctx, token.get(), presented);
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

    /**
     * Who tried too many wrong tokens is told to wait. A token that could be found by trying is not even compared then; one that
     * could not always opens, so that nobody is kept out by the tries of others.
     */
    private void requireToken(Context ctx, AdminToken needed, Optional<String> presented) {
        boolean mayTry = !needed.isGuessable() || guesses.pause(ctx.ip()).isZero();
        if (mayTry && presented.filter(needed::matches).isPresent()) {
            return;
        }
        HttpResponseException refusal = refusal(ctx);
        turnedAway.add(Caller.of(ctx), ctx.method() + " " + ctx.path(), refusal.getStatus());
        throw refusal;
    }

    /** Counts the try, unless there were too many already. */
    private HttpResponseException refusal(Context ctx) {
        Duration pause = guesses.pause(ctx.ip());
        if (!pause.isZero()) {
            ctx.header("Retry-After", String.valueOf(pause.plusMillis(999).toSeconds()));
            return new TooManyRequestsResponse("too many wrong tokens; wait, and try again");
        }
        guesses.wrong(ctx.ip());
        return wrongToken(ctx);
    }

    /** A browser takes any 401 for its own concern: it forgets the login by which it reads, and asks for another. */
    private static HttpResponseException wrongToken(Context ctx) {
        boolean isPagesChange = !READING.contains(ctx.method()) && ctx.header(BY_PAGE) != null;
        return isPagesChange ? new ForbiddenResponse("this is not the admin token") : unauthorized(ctx);
    }

    /** Who has shown none when he reads has tried none: browsers and our own commands first ask whether one is wanted. */
    private static UnauthorizedResponse unauthorized(Context ctx) {
        boolean reading = READING.contains(ctx.method());
        ctx.header("WWW-Authenticate", reading ? "Basic realm=\"pluginlb: the admin token as password\"" : "Bearer");
        return new UnauthorizedResponse((reading ? "from other machines reading needs" : "a change needs")
                + " the header 'Authorization: Bearer TOKEN' with the admin token");
    }

    private static Optional<String> presented(Context ctx) {
        return Optional.ofNullable(ctx.header("Authorization"))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    /** The password of any user. */
    private static Optional<String> presentedByBrowser(Context ctx) {
        return Optional.ofNullable(ctx.header("Authorization"))
                .filter(header -> header.regionMatches(true, 0, BROWSER_SCHEME, 0, BROWSER_SCHEME.length()))
                .flatMap(header ->
                        decoded(header.substring(BROWSER_SCHEME.length()).strip()))
                .map(words -> words.substring(words.indexOf(':') + 1));
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }
}
