package dev.pluginlb.admin;

import dev.pluginlb.config.DurationText;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/** The query parameter {@code wait}: how long the answer may take, so that it can tell the outcome. */
final class Wait {

    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final String RULE = "a duration such as 500ms or 10s, at most 60s";

    private Wait() {}

    /** @throws BadRequestResponse if it is given and is no such duration */
    static Optional<Duration> of(Context ctx) {
        return Optional.ofNullable(ctx.queryParam("wait")).map(Wait::parse);
    }

    private static Duration parse(String text) {
        try {
            Duration wait = DurationText.parse(text);
            if (wait.compareTo(LONGEST) <= 0) {
                return wait;
            }
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("wait: no duration (expected: " + RULE + ")");
        }
        throw new BadRequestResponse("wait: too long (expected: " + RULE + ")");
    }
}
