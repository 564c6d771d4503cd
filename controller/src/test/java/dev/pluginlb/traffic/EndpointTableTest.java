package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTableTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final EndpointKey A = new EndpointKey("/a");
    private static final EndpointKey B = new EndpointKey("/b");

    @Test
    void whatWasRecordedComesOutOnce() {
        EndpointTable table = new EndpointTable(10);
        table.record(A, SECOND, 1);
        table.record(B, SECOND.multipliedBy(2), 3);
        table.record(A, SECOND.multipliedBy(5), 1);

        assertThat(table.drain())
                .containsExactly(
                        Map.entry(
                                A,
                                new Samples(
                                        2,
                                        SECOND.multipliedBy(6),
                                        SECOND.multipliedBy(5),
                                        List.of(SECOND, SECOND.multipliedBy(5)))),
                        Map.entry(
                                B,
                                new Samples(
                                        3,
                                        SECOND.multipliedBy(6),
                                        SECOND.multipliedBy(2),
                                        List.of(SECOND.multipliedBy(2)))));
        assertThat(table.drain()).isEmpty();
        assertThat(table.size()).isEqualTo(2);
    }

    @Property(tries = 200)
    void theSamplesAreExactAndTheNewestInOrder(
            @ForAll @Size(min = 1, max = 300) List<@LongRange(min = 0, max = 86_400_000_000_000L) Long> nanos) {
        EndpointTable table = new EndpointTable(1);
        nanos.forEach(each -> table.record(A, Duration.ofNanos(each), 1));

        Samples samples = table.drain().get(A);

        List<Duration> all = nanos.stream().map(Duration::ofNanos).toList();
        assertThat(samples)
                .isEqualTo(new Samples(
                        all.size(),
                        all.stream().reduce(Duration.ZERO, Duration::plus),
                        all.stream().max(Duration::compareTo).orElseThrow(),
                        all));
    }

    @Test
    void absurdSamplesAreRefusedOrCountAsADay() {
        EndpointTable table = new EndpointTable(1);
        for (long weight : new long[] {0, -1, 1_000_001}) {
            assertThatThrownBy(() -> table.record(A, SECOND, weight)).hasMessageContaining("1 to 1000000");
        }
        assertThatThrownBy(() -> table.record(A, Duration.ofNanos(-1), 1)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> new EndpointTable(0)).hasMessageStartingWith("max-endpoints: 0");
        for (int i = 0; i < 100; i++) {
            table.record(A, Duration.ofSeconds(Long.MAX_VALUE), 1_000_000);
        }

        assertThat(table.drain().values()).extracting(Samples::sum).containsExactly(Duration.ofDays(100_000_000));
    }

    @Test
    void theLeastRecentlyUsedNewcomerLeavesFirst() {
        EndpointTable table = new EndpointTable(2);
        table.record(A, SECOND, 1);
        table.record(B, SECOND, 1);
        table.record(A, SECOND, 1);
        table.record(new EndpointKey("/c"), SECOND, 1);

        assertThat(table.drain()).containsOnlyKeys(A, new EndpointKey("/c"));
        assertThat(table.evicted()).isEqualTo(1);
    }

    @Test
    void whatIsTypicalMovesSlowly() {
        EndpointTable table = new EndpointTable(10);
        assertThat(table.typical(A)).isEmpty();

        table.record(A, SECOND, 1);
        assertThat(table.typical(A)).contains(SECOND);
        table.record(A, SECOND.multipliedBy(3), 1);
        assertThat(table.typical(A)).contains(SECOND.multipliedBy(2));
        IntStream.range(0, 1000).forEach(i -> table.record(A, SECOND, 1));
        table.record(A, SECOND.multipliedBy(33), 1);

        assertThat(table.typical(A).orElseThrow()).isBetween(SECOND.multipliedBy(2), Duration.ofMillis(2001));
    }

    /** Each hostile key is repeated in so many flushes that follow each other. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void aMillionHostileKeysChangeNothingForThoseThatAreSeenEveryFewSeconds(int repeated) {
        EndpointTable table = new EndpointTable(10_000);
        List<EndpointKey> real = IntStream.range(0, 500)
                .mapToObj(i -> new EndpointKey("POST /real/" + i))
                .toList();
        for (int flush = 0; flush < 10; flush++) {
            real.forEach(key -> table.record(key, SECOND, 1));
            assertThat(table.drain()).hasSize(500);
        }
        int perFlush = repeated > 4 ? 1000 : 10_000;
        long seen = 0;
        for (int flush = 0; flush < 1_000_000 / perFlush; flush++) {
            if (flush % 5 == 0) {
                real.forEach(key -> table.record(key, SECOND, 1));
            }
            LongStream.rangeClosed(Math.max(0, flush - repeated + 1), flush)
                    .flatMap(from -> LongStream.range(from * perFlush, (from + 1) * perFlush))
                    .mapToObj(i -> new EndpointKey("/" + i))
                    .forEach(key -> table.record(key, Duration.ZERO, 1));
            Map<EndpointKey, Samples> samples = table.drain();
            seen += real.stream().filter(samples::containsKey).count();
            assertThat(table.size()).isLessThanOrEqualTo(10_000);
        }

        assertThat(seen).isEqualTo(500L * 1_000_000 / perFlush / 5);
        assertThat(real).allSatisfy(key -> assertThat(table.typical(key)).contains(SECOND));
        assertThat(table.evicted()).isGreaterThan(980_000);
    }

    @Test
    void aNewcomerThatStaysIsLetInThoughTheTableIsFullOfKnownOnes() {
        EndpointTable table = new EndpointTable(100);
        for (int flush = 0; flush < 3; flush++) {
            IntStream.range(0, 80).forEach(i -> table.record(new EndpointKey("/old/" + i), SECOND, 1));
            table.drain();
        }
        for (int flush = 0; flush < 3; flush++) {
            table.record(A, SECOND, 1);
            table.drain();
        }
        IntStream.range(0, 1000).forEach(i -> table.record(new EndpointKey("/new/" + i), SECOND, 1));

        assertThat(table.typical(A)).isPresent();
        assertThat(table.typical(new EndpointKey("/old/0"))).isEmpty();
        assertThat(table.typical(new EndpointKey("/old/1"))).isPresent();
    }

    @Property(tries = 100)
    void theBoundHoldsWhateverComes(
            @ForAll @IntRange(min = 1, max = 30) int bound,
            @ForAll @Size(max = 400) List<@IntRange(min = -5, max = 50) Integer> story) {
        EndpointTable table = new EndpointTable(bound);
        for (int step : story) {
            if (step < 0) {
                table.drain();
            } else {
                table.record(new EndpointKey("/" + step), SECOND, 1);
                assertThat(table.typical(new EndpointKey("/" + step))).isPresent();
            }
            assertThat(table.size()).isLessThanOrEqualTo(bound);
        }
        assertThat(table.drain().size()).isLessThanOrEqualTo(bound);
    }

    /** The whole of the JVM, with a million longest keys, and all that ten thousand endpoints can gather. */
    @Test
    void aFullTableNeedsLittleMemory() throws Exception {
        Process flood = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Flood.class.getName())
                .inheritIO()
                .start();

        assertThat(flood.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(flood.exitValue()).isZero();
    }

    /** Fills a table and goes on. */
    static final class Flood {

        private Flood() {}

        public static void main(String[] args) {
            EndpointTable table = new EndpointTable(10_000);
            for (int i = 0; i < 990_000; i++) {
                table.record(key(i), SECOND, 1);
            }
            for (int round = 0; round < Samples.KEPT; round++) {
                for (int i = 990_000; i < 1_000_000; i++) {
                    table.record(key(i), SECOND, 1);
                }
            }
            System.exit(table.size() == 10_000 && table.drain().size() == 10_000 ? 0 : 1);
        }

        private static EndpointKey key(int i) {
            String number = Integer.toString(i);
            return new EndpointKey("/" + number + "x".repeat(EndpointKey.MAX_LENGTH - 1 - number.length()));
        }
    }
}
