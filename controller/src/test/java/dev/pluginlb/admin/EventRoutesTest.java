package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.control.Event.Change;
import dev.pluginlb.control.Event.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventRoutesTest {

    private static final long FIRST = SettableController.STARTED.toEpochMilli() + 1;

    private final Running admin = new Running();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void eventsAreListedTheOldestFirst() {
        happens("one");
        happens("two");

        assertThat(admin.get("/api/v1/events").body())
                .isEqualTo("{\"events\":["
                        + "{\"id\":" + FIRST
                        + ",\"at\":\"2026-11-21T10:00:00Z\",\"kind\":\"node\",\"subject\":\"10.0.0.1:5002\",\"words\":\"one\"},"
                        + "{\"id\":" + (FIRST + 1)
                        + ",\"at\":\"2026-11-21T10:00:00Z\",\"kind\":\"node\",\"subject\":\"10.0.0.1:5002\",\"words\":\"two\"}],"
                        + "\"latest\":" + (FIRST + 1) + "}");
        assertThat(Replies.json(admin.get("/api/v1/events?after=" + FIRST)).get("events"))
                .hasSize(1);
    }

    @Test
    void anEventIsStreamedWhenItHappens() throws IOException {
        try (BufferedReader stream = stream("")) {
            assertThat(stream.readLine()).startsWith(": events after");

            happens("down");

            assertThat(event(stream))
                    .containsExactly(
                            "event: node",
                            "data: {\"id\":" + FIRST + ",\"at\":\"2026-11-21T10:00:00Z\",\"kind\":\"node\","
                                    + "\"subject\":\"10.0.0.1:5002\",\"words\":\"down\"}",
                            "id: " + FIRST);
        }
    }

    @Test
    void whoComesBackGetsWhatItMissed() throws IOException {
        happens("seen");
        happens("missed");

        try (BufferedReader stream = stream("?after=" + FIRST)) {
            assertThat(String.join("\n", event(stream))).contains("missed").doesNotContain("seen");
        }
    }

    @Test
    void thePlaceOfAReaderThatLeftIsFree() throws IOException {
        for (int i = 0; i < EventRoutes.STREAMS; i++) {
            stream("").close();
        }
        Awaitility.await().untilAsserted(() -> stream("").close());
    }

    @Test
    void anIdThatIsNoneIsAnError() {
        assertThat(admin.get("/api/v1/events?after=yesterday").statusCode()).isEqualTo(400);
    }

    private void happens(String words) {
        admin.controller
                .journal()
                .enter(List.of(new Change(Kind.NODE, "10.0.0.1:5002", words)), SettableController.STARTED);
    }

    private BufferedReader stream(String query) throws IOException {
        try {
            HttpResponse<java.io.InputStream> reply = http.send(
                    admin.request("/api/v1/events" + query)
                            .header("Accept", "text/event-stream")
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(reply.statusCode()).isEqualTo(200);
            return new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The lines of the next one, sorted by what they say. */
    private static List<String> event(BufferedReader stream) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = stream.readLine();
                line != null && !(line.isEmpty() && !lines.isEmpty());
                line = stream.readLine()) {
            if (!line.isEmpty() && !line.startsWith(":")) {
                lines.add(line);
            }
        }
        return lines.stream().sorted((a, b) -> order(a) - order(b)).toList();
    }

    private static int order(String line) {
        return List.of("event", "data", "id").indexOf(line.substring(0, line.indexOf(':')));
    }
}
