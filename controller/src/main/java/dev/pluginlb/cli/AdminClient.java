package dev.pluginlb.cli;

import dev.pluginlb.admin.view.AcceptedView;
import dev.pluginlb.admin.view.OutcomeView;
import dev.pluginlb.admin.view.StatusView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;

/**
 * Talks to the controller's admin API. Each call is one request, never redirected, through no proxy; the token goes with
 * changes, and with reading where that is refused without and the connection is encrypted. No change is repeated.
 *
 * <p>{@link HttpURLConnection} in the place of the JDK's newer client: a command asks once and ends, so what it asks with is to
 * be loaded soon.
 */
final class AdminClient {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration ONE_WAIT = Duration.ofSeconds(30);
    private static final int MAX_BYTES = 32 << 20;
    private static final int PIECE = 8 << 10;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
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
        Reply reply = read(path, ANSWER);
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
        Duration time = ANSWER.plus(wait);
        HttpURLConnection wish = with(shown, request(path + waiting(wait), time));
        wish.setRequestProperty("X-Pluginlb-User", operator);
        wish.setRequestProperty("Content-Type", "application/json");
        carry(wish, method, body.getBytes(StandardCharsets.UTF_8));
        Reply reply = send(wish, time);
        if (reply.status() == UNAUTHORIZED) {
            throw wrong(shown);
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
            Reply reply = read(path + waiting(wait), ANSWER.plus(wait));
            if (!reply.isOk()) {
                throw reply.failure();
            }
            outcome = reply.as(OutcomeView.class);
            left = left.minus(wait);
        }
        return outcome;
    }

    /**
     * Opens the stream of events, which ends when the controller says nothing for so long.
     *
     * @param seen the id of the newest event that was seen; what came later comes first
     * @throws CommandFailedException if there is no controller, or it does not answer 200
     */
    StreamedLines events(long seen, Duration silence) {
        try {
            HttpURLConnection connection = stream(seen, silence);
            if (wantsToken(status(connection))) {
                Token shown = forReading();
                connection = with(shown, stream(seen, silence));
                if (status(connection) == UNAUTHORIZED) {
                    throw wrong(shown);
                }
            }
            if (status(connection) != OK) {
                throw send(connection, ANSWER).failure();
            }
            return new StreamedLines(connection.getInputStream());
        } catch (IOException broken) {
            throw unreachable(broken);
        }
    }

    private HttpURLConnection stream(long seen, Duration silence) {
        HttpURLConnection connection = connection("/api/v1/events", silence);
        connection.setRequestProperty("Accept", "text/event-stream");
        connection.setRequestProperty("Last-Event-ID", Long.toString(seen));
        return connection;
    }

    private Reply read(String path, Duration time) {
        Reply reply = send(request(path, time), time);
        if (!wantsToken(reply.status())) {
            return reply;
        }
        Token shown = forReading();
        Reply second = send(with(shown, request(path, time)), time);
        if (second.status() == UNAUTHORIZED) {
            throw wrong(shown);
        }
        return second;
    }

    /** Whether reading takes the token, and nobody can listen in. */
    private boolean wantsToken(int status) {
        return status == UNAUTHORIZED && place.isEncrypted();
    }

    /** Who only wants to look expects no question for a token, so that it is one is said first. */
    private Token forReading() {
        try {
            return token.get();
        } catch (CommandFailedException none) {
            throw new CommandFailedException(
                    none.exitCode(),
                    "the controller at " + place.uri() + " wants its token, also from who only reads\n" + none.words());
        }
    }

    private static HttpURLConnection with(Token shown, HttpURLConnection connection) {
        connection.setRequestProperty(
                "Authorization", "Bearer " + shown.secret().reveal());
        return connection;
    }

    private CommandFailedException wrong(Token shown) {
        return new CommandFailedException(
                ExitCode.USAGE,
                "the controller at " + place.uri() + " does not take this token (" + shown.origin() + ")");
    }

    private HttpURLConnection request(String path, Duration time) {
        HttpURLConnection connection = connection(path, time);
        connection.setRequestProperty("Accept", "application/json");
        return connection;
    }

    private HttpURLConnection connection(String path, Duration time) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) place.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
            if (connection instanceof HttpsURLConnection encrypted) {
                place.trusted()
                        .ifPresent(file ->
                                encrypted.setSSLSocketFactory(Trust.in(file).getSocketFactory()));
            }
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(millis(CONNECT));
            connection.setReadTimeout(millis(time));
            connection.setRequestProperty("Connection", "close");
            return connection;
        } catch (IOException impossible) {
            throw unreachable(impossible);
        }
    }

    /** With its length said: else the request would be kept, and sent again over a connection that ends without an answer. */
    private void carry(HttpURLConnection connection, String method, byte[] body) {
        try {
            connection.setRequestMethod(method);
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            connection.getOutputStream().write(body);
        } catch (IOException broken) {
            throw unreachable(broken);
        }
    }

    private Reply send(HttpURLConnection connection, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            int status = status(connection);
            InputStream body = status < BAD_REQUEST ? connection.getInputStream() : connection.getErrorStream();
            return new Reply(place, status, body == null ? "" : text(body, deadline));
        } catch (IOException broken) {
            throw unreachable(broken);
        } finally {
            connection.disconnect();
        }
    }

    /** @throws IOException if nobody is there, or no HTTP is spoken there */
    private static int status(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("its answer is no HTTP");
        }
        return status;
    }

    /** A body that goes on for ever, or drips, is given up. */
    private static String text(InputStream body, long deadline) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int read = body.read(piece); read >= 0 && text.size() < MAX_BYTES; read = body.read(piece)) {
            text.write(piece, 0, read);
            if (System.nanoTime() > deadline) {
                throw new SocketTimeoutException();
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static int millis(Duration time) {
        return (int) Math.min(Integer.MAX_VALUE, time.toMillis());
    }

    private CommandFailedException unreachable(IOException why) {
        return Unreachable.at(place, why, CONNECT);
    }

    private static String waiting(Duration wait) {
        return wait.isZero() ? "" : "?wait=" + wait.toMillis() + "ms";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
