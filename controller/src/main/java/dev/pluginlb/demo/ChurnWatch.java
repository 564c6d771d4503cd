package dev.pluginlb.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the controller and the nodes say, asked again and again until it is what is waited for. */
final class ChurnWatch implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(5);

    private final String api;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Something that is waited for. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /** @param api the address under which the controller answers */
    ChurnWatch(String api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Ends all waiting, in whichever thread. */
    @Override
    public void close() {
        stopped.countDown();
    }

    /** Whether the controller answers yet. */
    boolean answers() throws Exception {
        try {
            ask("status");
            return true;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    boolean isWanted(NodeProcess node) throws Exception {
        return isWanted(node.address());
    }

    boolean isWanted(String address) throws Exception {
        return ask("plan").path("pools").toString().contains("\"" + address + "\"");
    }

    boolean isProven() throws Exception {
        return ask("status").path("proven").asBoolean();
    }

    int up() throws Exception {
        return ask("status").path("nodes").path("up").asInt();
    }

    long reloadsDone() throws Exception {
        return ask("releases").path("releases").findValuesAsText("result").stream()
                .filter(result -> result.equals("proven") || result.equals("not_live"))
                .count();
    }

    /** How many requests the node says it runs. */
    int active(NodeProcess node) throws Exception {
        return get("http://" + node.address() + "/health/check")
                .path("active_dispatch_requests")
                .asInt();
    }

    /** Returns how many milliseconds it took. */
    long await(String what, Condition condition) throws Exception {
        Instant begun = clock.instant();
        while (!condition.holds()) {
            if (Duration.between(begun, clock.instant()).compareTo(DEADLINE) > 0) {
                throw new IOException("after " + DEADLINE.toSeconds() + " s still waiting for " + what);
            }
            pause(POLL);
        }
        return Duration.between(begun, clock.instant()).toMillis();
    }

    void pause(Duration time) throws IOException, InterruptedException {
        if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("stopped");
        }
    }

    private JsonNode ask(String what) throws Exception {
        return get(api + what);
    }

    private JsonNode get(String url) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(DEADLINE).build();
        return Json.read(http.send(request, BodyHandlers.ofString()).body(), JsonNode.class);
    }
}
