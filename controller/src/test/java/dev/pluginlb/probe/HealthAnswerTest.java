package dev.pluginlb.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthAnswerTest {

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "4, 2, 3", "0, 0, 0", "1, 3, 3"})
    void theProbeItselfIsNoRequest(int active, int dispatches, int requests) {
        HealthAnswer answer =
                HealthAnswer.read("{\"status\":\"ok\",\"active_requests\":%d,\"active_dispatch_requests\":%d}"
                        .formatted(active, dispatches));

        assertThat(answer.dispatches()).hasValue(dispatches);
        assertThat(answer.requests()).hasValue(requests);
    }

    @Test
    void aDaemonThatCountsPluginCallsOnlySaysThat() {
        HealthAnswer answer = HealthAnswer.read("{\"active_dispatch_requests\":2}");

        assertThat(answer).isEqualTo(new HealthAnswer(OptionalInt.of(2), OptionalInt.of(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ok",
                "[]",
                "null",
                "3",
                "{\"active_requests\":\"3\"}",
                "{\"active_requests\":-1,\"active_dispatch_requests\":1.5}",
                "{\"active_requests\":99999999999999,\"active_dispatch_requests\":1000001}",
                "{\"active_requests\":{}",
            })
    void whatMakesNoSenseSaysNothing(String page) {
        assertThat(HealthAnswer.read(page)).isEqualTo(new HealthAnswer(OptionalInt.empty(), OptionalInt.empty()));
    }
}
