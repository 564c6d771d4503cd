package dev.pluginlb.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.KeyForm;
import dev.pluginlb.traffic.Ledger;
import dev.pluginlb.traffic.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whatever comes at the feed's port: one input is some lines, parsed, entered, taken away and judged. */
public final class FeedFuzzer {

    private static final int MAX_ENDPOINTS = 8;
    private static final int LINES_PER_FLUSH = 5;
    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);

    private final Ledger ledger;
    private final Map<EndpointKey, EndpointStats> known = new HashMap<>();
    private Instant now = Instant.ofEpochSecond(1_785_000_000);
    private long weights;
    private long taken;

    private FeedFuzzer(KeyForm form) {
        this.ledger = new Ledger(form, RULE.threshold(), MAX_ENDPOINTS, Duration.ofHours(1));
    }

    /** By this name Jazzer finds it. */
    public static void fuzzerTestOneInput(byte[] input) {
        List<String> lines = List.of(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1));
        for (KeyForm form : KeyForm.values()) {
            new FeedFuzzer(form).takeAll(lines);
        }
    }

    private void takeAll(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            take(lines.get(i));
            if (i % LINES_PER_FLUSH == LINES_PER_FLUSH - 1) {
                flush();
            }
        }
        flush();
    }

    private void take(String line) {
        try {
            if (FeedLine.isStart(line)) {
                ledger.enter(FeedLine.parseStart(line), now);
            } else {
                FinishedRequest request = FeedLine.parse(line);
                weights += request.weight();
                ledger.enter(request, now);
            }
        } catch (IllegalArgumentException declared) {
            assertThat(declared).hasMessageContaining("expected");
        }
        assertThat(ledger.extent().endpoints()).isLessThanOrEqualTo(MAX_ENDPOINTS);
    }

    private void flush() {
        now = now.plusSeconds(1);
        ledger.takeAway().forEach(this::fold);
        assertThat(taken).isLessThanOrEqualTo(weights);
        assertThat(ledger.slowness(now).values()).allMatch(ratio -> ratio >= 0 && ratio <= 100);
        assertThat(ledger.shortInFlight(now).values()).allMatch(count -> count >= 0 && Double.isFinite(count));
    }

    private void fold(EndpointKey key, Samples samples) {
        taken += samples.count();
        EndpointStats before = known.getOrDefault(key, EndpointStats.none(RULE));
        EndpointStats after = before.with(samples, RULE);
        known.put(key, after);
        assertThat(new EndpointKey(key.value())).isEqualTo(key);
        assertThat(after.total()).isEqualTo(before.total() + samples.count());
        assertThat(after.mean()).isBetween(Duration.ZERO, after.max());
        assertThat(after.window().count()).isLessThanOrEqualTo(RULE.window());
    }
}
