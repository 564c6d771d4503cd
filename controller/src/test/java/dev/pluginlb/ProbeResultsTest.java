package dev.pluginlb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which answers of nodes wake the control loop. */
class ProbeResultsTest {

    private static final Address NODE = Address.parse("10.0.0.1:5002");
    private static final ProbeResult GOOD = ProbeResult.answered(NODE, OptionalInt.empty());

    private final List<ProbeResult> news = new ArrayList<>();
    private final List<ProbeResult> others = new ArrayList<>();
    private final ProbeResults results = new ProbeResults(news::add, others::add, 2);

    @Test
    void theAnswersThatMakeANodeServeWakeItAndTheNextWaitForATurn() {
        results.watch(Set.of(NODE), Set.of(NODE));
        assertThat(wakes(GOOD)).isTrue();
        assertThat(wakes(GOOD)).isTrue();
        assertThat(wakes(GOOD)).isFalse();
        assertThat(others).containsExactly(GOOD);
    }

    @Test
    void eachFailureWakesItAndSoDoesTheAnswerAfterIt() {
        wakes(GOOD);
        wakes(GOOD);
        assertThat(wakes(ProbeResult.failed(NODE, "refused"))).isTrue();
        assertThat(wakes(ProbeResult.failed(NODE, "refused"))).isTrue();
        assertThat(wakes(GOOD)).isTrue();
    }

    @Test
    void theFirstAnswerOfANodeThatComesBackWakesIt() {
        wakes(GOOD);
        wakes(GOOD);
        results.watch(Set.of(), Set.of());
        results.watch(Set.of(NODE), Set.of());
        assertThat(wakes(GOOD)).isTrue();
    }

    @Test
    void theFirstAnswerOfANewcomerAtAnAddressThatAnswersAlreadyWakesIt() {
        wakes(GOOD);
        wakes(GOOD);
        results.watch(Set.of(NODE), Set.of(NODE));
        assertThat(wakes(GOOD)).isTrue();
    }

    private boolean wakes(ProbeResult result) {
        int before = news.size();
        results.accept(result);
        return news.size() > before;
    }
}
