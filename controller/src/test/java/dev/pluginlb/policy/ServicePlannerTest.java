package dev.pluginlb.policy;

import static dev.pluginlb.testing.GivenService.addresses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Liveness;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.cluster.Roster;
import dev.pluginlb.policy.ServicePlanner.Planned;
import dev.pluginlb.testing.GivenService;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ServicePlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final List<Address> FOUR =
            addresses("10.0.0.1:8194", "10.0.0.2:8194", "10.0.0.3:8194", "10.0.0.4:8194");

    private final Roster roster = new Roster(FOUR, new Liveness.Thresholds(1, 1));

    @Test
    void thoseThatAnswerServe() {
        FOUR.forEach(this::answers);
        fails(FOUR.get(1));

        assertThat(planned().pool().servers()).containsExactly(FOUR.get(0), FOUR.get(2), FOUR.get(3));
        assertThat(planned().reasons()).isEmpty();
    }

    /** After a start, or with other settings: each of the others had failed one probe, and one of four served alone. */
    @Test
    void theLiveShareHoldsForMembersThatHaveNotAnsweredSinceTheStart() {
        answers(FOUR.get(0));
        FOUR.subList(1, 4).forEach(this::fails);

        assertThat(planned().pool().servers()).hasSize(2).contains(FOUR.get(0));
    }

    @Test
    void whenNobodyAnswersAllStay() {
        FOUR.forEach(this::answers);
        FOUR.forEach(this::fails);

        assertThat(planned().pool().servers()).isEqualTo(FOUR);
        assertThat(planned().reasons()).containsExactly("dify_sandbox_servers: no member answers, so all stay");
    }

    @Test
    void beforeAnyHasAnsweredAllServe() {
        assertThat(planned().pool().servers()).isEqualTo(FOUR);
    }

    @Test
    void theLiveShareHoldsForMembersThatAreDown() {
        FOUR.forEach(this::answers);
        FOUR.subList(1, 4).forEach(this::fails);

        Planned later = planned();

        assertThat(later.pool().servers()).hasSize(2).contains(FOUR.get(0));
        assertThat(later.reasons()).singleElement().asString().startsWith("dify_sandbox_servers: kept 10.0.0.");
    }

    @Test
    void aPoolWhoseNamesAreNotFoundIsEmptyAndSaysSo() {
        Planned nobody = new ServicePlanner(0.5).plan(GivenService.sandbox(), List.of());

        assertThat(nobody.pool().servers()).isEmpty();
        assertThat(nobody.reasons()).containsExactly("dify_sandbox_servers: no address of a member is known yet");
    }

    private Planned planned() {
        return new ServicePlanner(0.5).plan(GivenService.sandbox(), roster.members());
    }

    private void answers(Address member) {
        roster.probed(ProbeResult.answered(member, OptionalInt.empty()), NOW);
    }

    private void fails(Address member) {
        roster.probed(ProbeResult.failed(member, "refused"), NOW);
    }
}
