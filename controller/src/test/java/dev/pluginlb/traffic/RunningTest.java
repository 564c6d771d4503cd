package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RunningTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration THRESHOLD = Duration.ofSeconds(5);
    private static final EndpointKey A = new EndpointKey("GET /a");
    private static final EndpointKey B = new EndpointKey("GET /b");

    private final Running running = new Running(Duration.ofHours(1));

    @Test
    void whatRunsForLongerThanTheThresholdIsAnElderOfItsEndpointOldestFirst() {
        start("1", A, 0);
        start("2", B, 1);
        start("3", A, 2);
        start("4", A, 4);

        assertThat(eldersAt(9)).isEqualTo(Map.of(A, seconds(9, 7), B, seconds(8)));
    }

    @Test
    void whatHasEndedIsNone() {
        start("1", A, 0);
        running.ended("1");
        running.ended("never begun");

        assertThat(eldersAt(60)).isEmpty();
    }

    @Test
    void anIdThatComesAgainIsAnotherRequest() {
        start("1", A, 0);
        start("2", B, 1);
        start("1", A, 58);

        assertThat(eldersAt(60)).isEqualTo(Map.of(B, seconds(59)));
    }

    @Test
    void whatSeemsToRunForEverIsForgotten() {
        start("1", A, 0);
        running.started(new StartedRequest(2, "2", A), at(1));

        assertThat(eldersAt(3601)).isEqualTo(Map.of(A, seconds(3600)));
        assertThat(running.workers()).containsExactly(2L);
    }

    @Test
    void whenEndsMayHaveBeenMissedNothingIsHeldToRun() {
        start("1", A, 0);
        running.forgetAll();

        assertThat(eldersAt(60)).isEmpty();
    }

    @Test
    void whatAWorkerRanThatIsGoneHasEnded() {
        start("1", A, 0);
        running.started(new StartedRequest(2, "2", B), at(0));
        running.forgetThoseOf(Set.of(1L));

        assertThat(eldersAt(60)).containsOnlyKeys(B);
    }

    @Test
    void ofTooManyTheOldestLeave() {
        start("eldest", B, 0);
        for (int i = 0; i < Running.MOST; i++) {
            start("of many " + i, A, 1);
        }

        assertThat(eldersAt(60)).containsOnlyKeys(A);
        assertThat(eldersAt(60).get(A)).hasSize(Running.MOST);
    }

    /** Against a plain map of what began and did not end. */
    @Property(tries = 300)
    void whateverBeginsAndEndsTheEldersAreThoseThatBeganLongEnoughAgo(
            @ForAll @Size(max = 200) List<@IntRange(min = -20, max = 20) Integer> steps) {
        Running table = new Running(Duration.ofHours(1));
        Map<Integer, Integer> begun = new HashMap<>();
        for (int second = 0; second < steps.size(); second++) {
            int id = steps.get(second);
            if (id > 0) {
                table.started(new StartedRequest(1, "r" + id, A), at(second));
                begun.put(id, second);
            } else {
                table.ended("r" + -id);
                begun.remove(-id);
            }
        }
        int now = steps.size();
        List<Duration> expected = begun.values().stream()
                .map(second -> Duration.ofSeconds(now - second))
                .filter(age -> age.compareTo(THRESHOLD) > 0)
                .sorted((one, other) -> other.compareTo(one))
                .collect(Collectors.toList());

        assertThat(table.olderThan(THRESHOLD, at(now)).getOrDefault(A, List.of()))
                .isEqualTo(expected);
    }

    private void start(String id, EndpointKey endpoint, int second) {
        running.started(new StartedRequest(1, id, endpoint), at(second));
    }

    private Map<EndpointKey, List<Duration>> eldersAt(int second) {
        return running.olderThan(THRESHOLD, at(second));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static List<Duration> seconds(int... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }
}
