package dev.pluginlb.cli;

import dev.pluginlb.admin.view.AcceptedView;
import dev.pluginlb.admin.view.OutcomeView;
import dev.pluginlb.admin.view.StatusView;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Talks to the controller's admin API. Each call is one request, never redirected, through no proxy; the token goes with
 * changes, and with reading where that is refused without and the connection is encrypted. No change is repeated.
 */
final class AdminClient {

    private static final Duration CONNECT = Duration.ofSeconds(3);
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
    private final HttpClient http;

    /** @param operator who is said to wish what is wished */
    AdminClient(Place place, Supplier<Token> token, String operator) {
        this.place = place;
        this.token = token;
        this.operator = operator.replaceAll("[^\\x20-\\x7e]", "?");
        this.http = client(place);
    }

    private static HttpClient client(Place place) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT);
        if (place.isEncrypted() && place.trusted().isEmpty()) {
            return builder.build();
        }
        SSLContext context =
                place.isEncrypted() ? Trust.in(place.trusted().orElseThrow(), place.origin()) : withoutCertificates();
        return builder.sslContext(context).build();
    }

    /** Trusts nobody. The client wants a context even where nothing is encrypted; the usual one reads all of the system's certificates first. */
    private static SSLContext withoutCertificates() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws CommandFailedException if there is no controller, or it does not answer 200 */
    Reply get(String path) {
        Reply reply = whole(read(request(path), ANSWER));
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
        HttpRequest.Builder wish = request(path + waiting(wait))
                .header("Authorization", "Bearer " + shown.secret().reveal())
                .header("X-Pluginlb-User", operator)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        Reply reply = send(wish, ANSWER.plus(wait));
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
            Reply reply = whole(read(request(path + waiting(wait)), ANSWER.plus(wait)));
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
        HttpRequest.Builder request = HttpRequest.newBuilder(place.resolve("/api/v1/events"))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(seen));
        HttpResponse<InputStream> response = read(request, ANSWER);
        if (response.statusCode() != OK) {
            throw whole(response).failure();
        }
        return new StreamedLines(response.body());
    }

    private Reply send(HttpRequest.Builder request, Duration timeout) {
        return whole(exchange(request, timeout));
    }

    /** Asked again with the token where reading takes one, and nobody can listen in. */
    private HttpResponse<InputStream> read(HttpRequest.Builder request, Duration timeout) {
        HttpResponse<InputStream> response = exchange(request.GET(), timeout);
        if (response.statusCode() != UNAUTHORIZED || !place.isEncrypted()) {
            return response;
        }
        return exchange(
                request.header("Authorization", "Bearer " + token.get().secret().reveal()), timeout);
    }

    private Reply whole(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            String text = new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            return new Reply(place, response.statusCode(), text);
        } catch (IOException broken) {
            throw unreachable(broken);
        }
    }

    private HttpResponse<InputStream> exchange(HttpRequest.Builder request, Duration timeout) {
        try {
            return http.send(request.timeout(timeout).build(), BodyHandlers.ofInputStream());
        } catch (IOException unreachable) {
            throw unreachable(unreachable);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.FAILED, "interrupted");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(place.resolve(path)).header("Accept", "application/json");
    }

    private CommandFailedException unreachable(IOException why) {
        return new CommandFailedException(
                ExitCode.UNREACHABLE,
                "no controller at " + place + ": " + words(why)
                        + "\nIs it running? 'pluginlb run' starts it. Elsewhere? --admin URL or PLUGINLB_ADMIN says where.");
    }

    /** The JDK's own words where they say anything. */
    private static String words(IOException why) {
        if (why instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (why instanceof ConnectException && why.getMessage() == null) {
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
