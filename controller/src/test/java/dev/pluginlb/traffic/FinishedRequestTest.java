package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.traffic.FinishedRequest.Try;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FinishedRequestTest {

    private static final Duration THRESHOLD = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(6);

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 399})
    void aSuccessCountsWithTheTimeOfItsLastTry(int status) {
        FinishedRequest request = request(status, answered(404, LONG), answered(status, SHORT));

        assertThat(request.sample(THRESHOLD)).contains(SHORT);
        assertThat(request.succeeded()).isTrue();
    }

    @Test
    void aClientThatGoesAfterAFirstByteIsASuccess() {
        assertThat(request(499, answered(200, SHORT)).sample(THRESHOLD)).contains(SHORT);
    }

    @Test
    void aClientThatGoesBeforeAFirstByteIsNone() {
        assertThat(request(499, silent(SHORT)).sample(THRESHOLD)).isEmpty();
        assertThat(request(499, answered(404, SHORT), silent(SHORT)).sample(THRESHOLD))
                .isEmpty();
        assertThat(request(499, silent(LONG)).sample(THRESHOLD)).contains(LONG);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 400, 401, 404, 429, 500, 502, 504})
    void aFailureCountsOnlyIfItTookLongerThanTheThreshold(int status) {
        assertThat(request(status, answered(status, SHORT)).sample(THRESHOLD)).isEmpty();
        assertThat(request(status, answered(status, THRESHOLD)).sample(THRESHOLD))
                .isEmpty();
        assertThat(request(status, answered(status, LONG)).sample(THRESHOLD)).contains(LONG);
        assertThat(request(status, answered(status, LONG)).succeeded()).isFalse();
    }

    @Test
    void aRefusedConnectionIsNoFastRequest() {
        assertThat(request(502, silent(Duration.ZERO)).sample(THRESHOLD)).isEmpty();
    }

    @Test
    void aRequestThatNoNodeSawDoesNotCount() {
        assertThat(request(404).sample(THRESHOLD)).isEmpty();
        assertThat(request(200).lastTry()).isEmpty();
        assertThat(request(200, new Try("10.0.0.1:5002", 0, Optional.empty(), Optional.empty()))
                        .sample(THRESHOLD))
                .isEmpty();
    }

    @Test
    void aRequestStandsForAtLeastOne() {
        assertThatThrownBy(
                        () -> new FinishedRequest("GET", "/", "", 200, List.of(), 0, SHORT, 0, "short", "pool", "7-1"))
                .hasMessageStartingWith("weight: 0");
    }

    private static FinishedRequest request(int status, Try... tries) {
        return new FinishedRequest("POST", "/a", "", status, List.of(tries), 10, LONG, 1, "short", "pool", "7-1");
    }

    private static Try answered(int status, Duration took) {
        return new Try("10.0.0.1:5002", status, Optional.of(took), Optional.of(took));
    }

    private static Try silent(Duration took) {
        return new Try("10.0.0.1:5002", 0, Optional.empty(), Optional.of(took));
    }
}
