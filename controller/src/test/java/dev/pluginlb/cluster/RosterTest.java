package dev.pluginlb.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Address FIRST = Address.parse("10.0.0.5:8194");
    private static final Address SECOND = Address.parse("10.0.0.6:8194");
    private static final Address NAME = Address.parse("sandbox.internal:8194");

    @Test
    void aMemberThatHasNotAnsweredYetIsNotUp() {
        Roster roster = roster(FIRST);

        assertThat(state(roster, FIRST)).isEqualTo(NodeState.UNKNOWN);
        assertThat(roster.isSettled()).isFalse();
        roster.probed(refused(FIRST), NOW);
        assertThat(state(roster, FIRST)).isEqualTo(NodeState.UNKNOWN);
        assertThat(roster.isSettled()).isTrue();
    }

    @Test
    void itFallsAfterThreeFailuresAndRisesAfterTwoAnswers() {
        Roster roster = roster(FIRST);
        roster.probed(answered(FIRST), NOW);
        roster.probed(refused(FIRST), NOW);
        roster.probed(refused(FIRST), NOW);
        assertThat(state(roster, FIRST)).isEqualTo(NodeState.UP);
        roster.probed(refused(FIRST), NOW.plusSeconds(1));

        assertThat(roster.members()).singleElement().satisfies(member -> {
            assertThat(member.state()).isEqualTo(NodeState.DOWN);
            assertThat(member.since()).isEqualTo(NOW.plusSeconds(1));
            assertThat(member.reason()).isEqualTo("3 probes failed, and the last probe: refused");
        });
        roster.probed(answered(FIRST), NOW);
        assertThat(state(roster, FIRST)).isEqualTo(NodeState.DOWN);
        roster.probed(answered(FIRST), NOW);
        assertThat(state(roster, FIRST)).isEqualTo(NodeState.UP);
    }

    @Test
    void aNameStandsForAllItsNumbersAndKeepsThemWhenItIsNotFoundAnyMore() {
        Roster roster = roster(NAME);
        assertThat(roster.members()).isEmpty();
        assertThat(roster.isSettled()).isFalse();

        assertThat(roster.resolved(NAME, List.of(SECOND, FIRST))).isTrue();
        assertThat(roster.resolved(NAME, List.of(FIRST, SECOND))).isFalse();
        assertThat(roster.resolved(NAME, List.of())).isFalse();

        assertThat(roster.members()).extracting(Node::address).containsExactly(FIRST, SECOND);
        assertThat(roster.names()).containsEntry(NAME, List.of(FIRST, SECOND));
    }

    @Test
    void whatWasKnownOfANumberThatIsGoneIsForgotten() {
        Roster roster = roster(NAME);
        roster.resolved(NAME, List.of(FIRST, SECOND));
        roster.probed(answered(FIRST), NOW);
        roster.probed(answered(SECOND), NOW);

        roster.resolved(NAME, List.of(FIRST));
        roster.probed(answered(SECOND), NOW);
        roster.resolved(NAME, List.of(FIRST, SECOND));

        assertThat(state(roster, FIRST)).isEqualTo(NodeState.UP);
        assertThat(state(roster, SECOND)).isEqualTo(NodeState.UNKNOWN);
    }

    @Test
    void aNumberAndANameThatStandsForItAreOneMember() {
        Roster roster = roster(FIRST, NAME);
        roster.resolved(NAME, List.of(FIRST));

        assertThat(roster.members()).hasSize(1);
    }

    @Test
    void namesAndNumbersThatWereNotDeclaredArePassedOver() {
        Roster roster = roster(FIRST);

        assertThat(roster.resolved(NAME, List.of(SECOND))).isFalse();
        assertThat(roster.resolved(FIRST, List.of(SECOND))).isFalse();
        roster.probed(answered(SECOND), NOW);

        assertThat(roster.addresses()).containsExactly(FIRST);
    }

    /** It ended the controller: no id begins with a colon. */
    @ParameterizedTest
    @ValueSource(strings = {"[::1]:80", "[::]:80", "[::ffff:1]:80"})
    void anIpv6MemberMayBeginWithZeros(String address) {
        Address zeros = Address.parse(address);

        assertThat(roster(zeros).members()).singleElement().satisfies(member -> {
            assertThat(member.address()).isEqualTo(zeros);
            assertThat(Address.parse(member.id().value().replaceFirst("(.*):", "[$1]:")))
                    .isEqualTo(zeros);
        });
    }

    @Test
    void anIpv6MemberHasAPlaceOfItsOwn() {
        assertThat(roster(Address.parse("[fd00::5]:8194")).members())
                .extracting(member -> member.address().toString())
                .containsExactly("[fd00::5]:8194");
    }

    private static Roster roster(Address... declared) {
        return new Roster(List.of(declared), new Liveness.Thresholds(2, 3));
    }

    private static NodeState state(Roster roster, Address address) {
        return roster.members().stream()
                .filter(member -> member.address().equals(address))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static ProbeResult answered(Address address) {
        return ProbeResult.answered(address, OptionalInt.empty());
    }

    private static ProbeResult refused(Address address) {
        return ProbeResult.failed(address, "refused");
    }
}
