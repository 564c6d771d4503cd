package dev.pluginlb.accesslog;

import dev.pluginlb.traffic.KeyForm;
import dev.pluginlb.traffic.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How many lines of the feed one thread takes in a second, from the bytes of a datagram to the entry of its endpoint. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LogLineBenchmark {

    private static final Duration THRESHOLD = Duration.ofSeconds(5);
    private static final int MAX_ENDPOINTS = 10_000;
    private static final int LINES = 1 << 16;
    private static final int TENANTS = 1000;
    private static final int PLUGINS = 50;
    private static final List<String> ROUTES = List.of(
            "POST\t/plugin/%s/dispatch/llm/invoke",
            "POST\t/plugin/%s/dispatch/llm/num_tokens",
            "POST\t/plugin/%s/dispatch/text_embedding/invoke",
            "POST\t/plugin/%s/dispatch/text_embedding/num_tokens",
            "POST\t/plugin/%s/dispatch/rerank/invoke",
            "POST\t/plugin/%s/dispatch/tts/invoke",
            "POST\t/plugin/%s/dispatch/tts/model/voices",
            "POST\t/plugin/%s/dispatch/speech2text/invoke",
            "POST\t/plugin/%s/dispatch/moderation/invoke",
            "POST\t/plugin/%s/dispatch/model/schema",
            "POST\t/plugin/%s/dispatch/model/validate_provider_credentials",
            "POST\t/plugin/%s/dispatch/model/validate_model_credentials",
            "POST\t/plugin/%s/dispatch/tool/invoke",
            "POST\t/plugin/%s/dispatch/tool/validate_credentials",
            "POST\t/plugin/%s/dispatch/tool/get_runtime_parameters",
            "POST\t/plugin/%s/dispatch/agent_strategy/invoke",
            "POST\t/plugin/%s/dispatch/datasource/get_website_crawl",
            "POST\t/plugin/%s/dispatch/trigger/dispatch_event",
            "POST\t/plugin/%s/dispatch/oauth/get_authorization_url",
            "POST\t/plugin/%s/endpoint/setup",
            "POST\t/plugin/%s/endpoint/update",
            "GET\t/plugin/%s/endpoint/list",
            "GET\t/plugin/%s/endpoint/list/plugin",
            "GET\t/plugin/%s/management/list",
            "GET\t/plugin/%s/management/models",
            "GET\t/plugin/%s/management/tools",
            "GET\t/plugin/%s/management/fetch/manifest",
            "GET\t/plugin/%s/management/install/tasks/0b7a3c52-4f6e-4d1a-9c58-7e21f0a96b3d",
            "GET\t/plugin/%s/asset/3f786850e387550fdab836ed7e6dc881de23001b",
            "POST\t/e/%s/callback");

    /** As an operator may set it. */
    @Param({"ROUTE_PLUGIN", "ROUTE", "PATH"})
    KeyForm key = KeyForm.ROUTE_PLUGIN;

    private final byte[][] lines = lines(new Random(1));
    private int next;
    private Instant now = Instant.EPOCH;
    private Ledger ledger = new Ledger(key, THRESHOLD, MAX_ENDPOINTS, Duration.ofHours(1));

    @Setup
    public void open() {
        ledger = new Ledger(key, THRESHOLD, MAX_ENDPOINTS, Duration.ofHours(1));
    }

    /** Taken away every so many lines, as a flush would. */
    @Benchmark
    public void line() {
        byte[] line = lines[next++ & (LINES - 1)];
        ledger.enter(FeedLine.parse(new String(line, 0, line.length, StandardCharsets.ISO_8859_1)), now);
        if ((next & (LINES - 1)) == 0) {
            now = now.plusSeconds(1);
            ledger.takeAway();
        }
    }

    private static byte[][] lines(Random random) {
        List<String> tenants = IntStream.range(0, TENANTS)
                .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()).toString())
                .toList();
        return IntStream.range(0, LINES)
                .mapToObj(i -> line(random, any(random, tenants)).getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
    }

    private static String line(Random random, String tenant) {
        String plugin = "langgenius/plugin_" + random.nextInt(PLUGINS);
        long millis = 2 + (long) Math.exp(random.nextGaussian() * 2 + 4);
        int luck = random.nextInt(100);
        String last = "10.0.0." + random.nextInt(20) + ":5002";
        String time = seconds(millis);
        boolean retried = luck < 3;
        String status = luck < 90 ? "200" : luck < 95 ? "404" : "499";
        return "<190>Nov 21 20:54:33 pluginlb: -\t" + random.nextInt(1_000_000) + "-1\t1\t"
                + any(random, ROUTES).formatted(tenant) + "\t" + plugin
                + "\t" + status
                + "\t" + (retried ? "10.0.0.99:5002, " : "") + last
                + "\t" + (retried ? "502, " : "") + (status.equals("499") ? "-" : status)
                + "\t" + (retried ? "-, " : "") + seconds(millis / 2)
                + "\t" + (retried ? "0.001, " : "") + time
                + "\t" + random.nextInt(100_000) + "\t" + time + "\tshort\tdify_plugin_daemon_short\t3";
    }

    private static String seconds(long millis) {
        return "%d.%03d".formatted(millis / 1000, millis % 1000);
    }

    private static <T> T any(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
