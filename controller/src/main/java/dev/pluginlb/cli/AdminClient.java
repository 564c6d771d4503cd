package dev.pluginlb.cli;

import dev.pluginlb.admin.view.AcceptedView;
import dev.pluginlb.admin.view.OutcomeView;
import dev.pluginlb.admin.view.StatusView;
import dev.pluginlb.exchange.Conversation;
import dev.pluginlb.exchange.Question;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Talks to the controller's admin API. Each call is one request, never repeated, never redirected, through no proxy; the
 * token goes with changes alone.
 */
final class AdminClient {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration ONE_WAIT = Duration.ofSeconds(30);
    private static final int MAX_BYTES = 32 << 20;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;
    private static final int UNAUTHORIZED = 401;

    private final Place place;
    private final Supplier<Token> token;
    private final String operator;

    /** @param operator who is said to wish what is wished */
    AdminClient(Place place, Supplier<Token> token, String operator) {
        this.place = place;
        this.token = token;
        this.operator = operator.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** @throws CommandFailedException if there is no controller, or it does not answer 200 */
    Reply get(String path) {
        Reply reply = send(request(path, ANSWER));
        if (!reply.isOk()) {
            throw reply.failure();
        }
        return reply;
    }

    /**
     * Utters a wish and waits for its outcome. Asks for the status first: whatever else listens there is not shown the
     * token, and that nobody listens is said before a missing token is.
     *
     * @param patience how long to wait in all
     * @return the outcome; not done if the patience ended first
     * @throws CommandFailedException if there is no controller, or it does not take the wish
     */
    OutcomeView ask(String method, String path, Duration patience) {
        return ask(method, path, "", patience);
    }

    /** The same with a JSON text that says more about the wish. */
    OutcomeView ask(String method, String path, String body, Duration patience) {
        get("/api/v1/status").as(StatusView.class);
        Token shown = token.get();
        Duration wait = shorter(ONE_WAIT, patience);
        Question wish = request(path + waiting(wait), ANSWER.plus(wait))
                .doing(method)
                .with("Authorization", "Bearer " + shown.secret().reveal())
                .with("X-Pluginlb-User", operator)
                .carrying("application/json", body);
        Reply reply = send(wish);
        if (reply.status() == UNAUTHORIZED) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    "the controller at " + place.uri() + " does not take this token (" + shown.origin() + ")");
        }
        if (reply.status() == ACCEPTED) {
            return follow(reply.as(AcceptedView.class), patience.minus(wait));
        }
        if (reply.isOk() || reply.status() == CONFLICT) {
            return reply.as(OutcomeView.class);
        }
        throw reply.failure();
    }

    private OutcomeView follow(AcceptedView accepted, Duration patience) {
        String path = "/api/v1/outcomes/" + accepted.id().replaceAll("[^A-Za-z0-9]", "");
        Duration left = patience;
        OutcomeView outcome = get(path).as(OutcomeView.class);
        while (!outcome.done() && !left.isZero()) {
            Duration wait = shorter(ONE_WAIT, left);
            Reply reply = send(request(path + waiting(wait), ANSWER.plus(wait)));
            if (!reply.isOk()) {
                throw reply.failure();
            }
            outcome = reply.as(OutcomeView.class);
            left = left.minus(wait);
        }
        return outcome;
    }

    /**
     * Opens the stream of events.
     *
     * @param seen the id of the newest event that was seen; what came later comes first
     * @throws CommandFailedException if there is no controller, or it does not answer 200
     */
    StreamedLines events(long seen) {
        Question question = asking("/api/v1/events", ANSWER)
                .with("Accept", "text/event-stream")
                .with("Last-Event-ID", Long.toString(seen));
        Conversation answer = begin(question);
        if (answer.status() != OK) {
            throw whole(answer).failure();
        }
        try {
            return new StreamedLines(answer.endless());
        } catch (IOException broken) {
            throw unreachable(broken);
        }
    }

    private Reply send(Question question) {
        return whole(begin(question));
    }

    private Reply whole(Conversation answer) {
        try (answer) {
            String text = new String(answer.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            return new Reply(place, answer.status(), text);
        } catch (IOException broken) {
            throw unreachable(broken);
        }
    }

    private Conversation begin(Question question) {
        try {
            return Conversation.begin(question, place.wire());
        } catch (IOException unreachable) {
            throw unreachable(unreachable);
        }
    }

    private Question request(String path, Duration time) {
        return asking(path, time).with("Accept", "application/json");
    }

    private Question asking(String path, Duration time) {
        return Question.get(place.socket(), place.host(), place.path() + path, new Question.Limits(time, MAX_BYTES));
    }

    private CommandFailedException unreachable(IOException why) {
        return new CommandFailedException(
                ExitCode.UNREACHABLE,
                "no controller at " + place + ": " + words(why)
                        + "\nIs it running? 'pluginlb run' starts it. Elsewhere? --admin URL or PLUGINLB_ADMIN says where.");
    }

    /** The JDK's own words where they say anything. */
    private static String words(IOException why) {
        if (why instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (why instanceof UnknownHostException) {
            return "the name is not found";
        }
        if (why instanceof ConnectException && String.valueOf(why.getMessage()).contains("refused")) {
            return "nothing listens there";
        }
        return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    }

    private static String waiting(Duration wait) {
        return wait.isZero() ? "" : "?wait=" + wait.toMillis() + "ms";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
