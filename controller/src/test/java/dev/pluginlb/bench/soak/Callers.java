package dev.pluginlb.bench.soak;

import dev.pluginlb.demo.LoadReport.Failure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers of ever new plugins, so that there is always something to learn and something to forget: of {@value #AT_ONCE} plugins that
 * are called at a time, two a second give way to new ones, and a fifth of each are slow for the first half of their time.
 */
final class Callers {

    private static final int AT_ONCE = 100;
    private static final int NEW_A_SECOND = 2;
    private static final int SLOW_OF = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String front;
    private final Random random;
    private final long begun = System.nanoTime();
    private final HttpClient clients =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();

    Callers(String front, Random random) {
        this.front = front;
        this.random = random;
    }

    long sent() {
        return sent.get();
    }

    /** Not answered yet. */
    int open() {
        return open.get();
    }

    List<Failure> failures() {
        return failures;
    }

    /** One more request; its answer is not waited for. */
    void call() {
        int oldest = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) * NEW_A_SECOND;
        int place = random.nextInt(AT_ONCE);
        String plugin = "acme/plugin-" + (oldest + place);
        boolean slow = (oldest + place) % SLOW_OF == 0 && place > AT_ONCE / 2;
        HttpRequest request = HttpRequest.newBuilder(URI.create(front + "/plugin/t1/dispatch/tool/invoke"))
                .timeout(PATIENCE)
                .header("X-Plugin-ID", plugin)
                .header("X-Stand-In-Duration", slow ? "900ms" : "20ms")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"data\":{}}"))
                .build();
        Instant now = Instant.now();
        sent.incrementAndGet();
        open.incrementAndGet();
        var unused = clients.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            open.decrementAndGet();
            if (failure != null) {
                failures.add(new Failure(plugin, now, String.valueOf(failure.getMessage())));
            } else if (answer.statusCode() != 200) {
                failures.add(new Failure(plugin, now, "HTTP " + answer.statusCode()));
            }
        });
    }
}
