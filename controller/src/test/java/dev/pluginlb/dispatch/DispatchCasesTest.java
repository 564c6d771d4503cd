package dev.pluginlb.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DispatchCasesTest {

    @ParameterizedTest
    @MethodSource("dev.pluginlb.dispatch.DispatchCases#all")
    void theRuleChoosesAsTheTableSays(DispatchCases.Case given) {
        OptionalInt chosen = given.dispatchRule().place(given.arrival(), given.nodes());

        assertThat(chosen.isPresent() ? String.valueOf(chosen.getAsInt() + 1) : "wait")
                .isEqualTo(given.expected());
    }

    @ParameterizedTest
    @CsvSource({"0,0,0,0", "1,-1,0,0", "1,0,1,2", "1,0,0,-1"})
    void aNodeWithImpossibleNumbersIsRefused(double weight, int slots, int inFlight, int inFlightLong) {
        assertThatThrownBy(() -> List.of(new NodeLoad(weight, slots, inFlight, inFlightLong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }
}
