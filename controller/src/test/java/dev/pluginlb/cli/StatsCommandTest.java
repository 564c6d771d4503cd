package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.admin.SettableController;
import dev.pluginlb.redis.StatsReading;
import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.Samples;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatsCommandTest extends BeforeAServer {

    @Test
    void endpointsAreSortedFilteredAndTheLongOnesMarked() {
        admin.controller.statistics(new StatsReading(
                List.of(endpoint("POST /a", 3, 100), endpoint("POST /b", 9, 6000), endpoint("POST /c", 1, 7000)),
                new TreeMap<>(Map.of("queue", 4.0))));

        assertThat(shell.run("stats").out()).isEqualTo("""
                        13 requests, 3 endpoints, 1 long; mean 4.7s; 6 requests were not counted, they came too fast

                        CLASS  BASIS     REQUESTS   MEAN    MAX  LATEST                    ENDPOINT
                        LONG   measured         9   6.0s   6.0s  6.0s 6.0s 6.0s 6.0s 6.0s  POST /b
                        short  measured         3  100ms  100ms  100ms 100ms 100ms         POST /a
                        short  route            1   7.0s   7.0s  7.0s                      POST /c

                        CUSTOM METRIC  VALUE
                        queue            4.0
                        """);
        assertThat(shell.run("stats", "--long").out()).contains("POST /b").doesNotContain("POST /a", "POST /c");
        assertThat(shell.run("stats", "--match", "nothing").out()).contains("no endpoint matches");
        assertThat(shell.run("stats", "--match", "/A").out())
                .contains("POST /a")
                .doesNotContain("POST /b");
        assertThat(shell.run("stats", "--sort", "mean", "--limit", "1").out())
                .contains("POST /c", "and 2 more")
                .doesNotContain("POST /a");
    }

    /** It gave all endpoints, sorted by name, whatever was asked for. */
    @Test
    void asJsonTheyAreSortedAndFilteredToo() {
        admin.controller.statistics(new StatsReading(
                List.of(endpoint("POST /a", 3, 100), endpoint("POST /b", 9, 6000), endpoint("POST /c", 1, 7000)),
                Collections.emptySortedMap()));

        assertThat(json("--long")).containsExactly("POST /b");
        assertThat(json("--match", "/A")).containsExactly("POST /a");
        assertThat(json("--sort", "mean")).containsExactly("POST /c", "POST /b", "POST /a");
        assertThat(json("--sort", "avg")).as("as JSON calls it").isEqualTo(json("--sort", "MEAN"));
        assertThat(json("--sort", "total")).isEqualTo(json("--sort", "requests"));
        assertThat(shell.run("stats", "--sort", "age").err())
                .contains("--sort", "age (expected: one of [requests, mean, max, endpoint])");
        assertThat(json("--sort", "avg", "--limit", "1")).containsExactly("POST /c");
        assertThat(shell.run("stats", "--output", "json", "--long").out())
                .as("of all of them")
                .contains("\"total\" : 13", "\"dropped\" : ");
    }

    /** A program reads no line that says how many are left out. */
    @Test
    void jsonHasAllOfThemUnlessALimitIsGiven() {
        admin.controller.statistics(new StatsReading(
                IntStream.range(0, 120)
                        .mapToObj(number -> endpoint("POST /" + number, 1, 10))
                        .toList(),
                Collections.emptySortedMap()));

        assertThat(json()).hasSize(120);
        assertThat(shell.run("stats").out()).contains("and 20 more");
    }

    private List<String> json(String... options) {
        String printed = shell.run(Stream.concat(Stream.of("stats", "--output", "json"), Stream.of(options))
                        .toArray(String[]::new))
                .out();
        return Pattern.compile("\"endpoint\" : \"([^\"]*)\"")
                .matcher(printed)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Its first ones still run, long enough to be known for it: it had a mean of 0.00ms. */
    @Test
    void anEndpointOfWhichNoRequestHasEndedHasNoTimes() {
        admin.controller.statistics(
                new StatsReading(List.of(endpoint("POST /new", 0, 0)), Collections.emptySortedMap()));

        assertThat(shell.run("stats").out()).containsPattern(" 0 +- +- +POST /new\n");
    }

    @Test
    void aNegativeLimitIsRefused() {
        Shell.Ended ended = shell.run("stats", "--limit=-1");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--limit: -1 (expected: 0 or more)");
    }

    private static StatsReading.Endpoint endpoint(String key, int count, long millis) {
        ClassRule rule = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
        EndpointStats stats = EndpointStats.none(rule);
        for (int i = 0; i < count; i++) {
            stats = stats.with(Samples.of(Duration.ofMillis(millis)), rule);
        }
        return new StatsReading.Endpoint(new EndpointKey(key), stats, SettableController.STARTED);
    }
}
