package dev.pluginlb.e2e;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** When the items of a stream arrived, counted from the request. */
record Arrivals(List<Duration> times) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Asks for a stream of so many items, one every so many milliseconds, and reads it to its end. */
    static Arrivals of(Door door, int items, int everyMillis) {
        Instant begun = Instant.now();
        try {
            HttpResponse<Stream<String>> response = CLIENT.send(
                    door.request(
                            "POST",
                            Door.LONG,
                            BodyPublishers.ofString("{}"),
                            "X-Stand-In-Duration",
                            items * everyMillis + "ms",
                            "X-Stand-In-Items",
                            Integer.toString(items)),
                    BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                return new Arrivals(lines.filter(line -> line.startsWith("data: "))
                        .map(line -> Duration.between(begun, Instant.now()))
                        .toList());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int items() {
        return times.size();
    }

    Duration first() {
        return times.get(0);
    }

    Duration last() {
        return times.get(times.size() - 1);
    }
}
