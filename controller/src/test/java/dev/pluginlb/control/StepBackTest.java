package dev.pluginlb.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Versions are letters here, a line of history is written from left to right. */
class StepBackTest {

    @Test
    void theFirstGoesToWhatWasProvenBefore() {
        assertThat(back("c", "a b c")).containsExactly("b", "a");
    }

    /** The second one led to where the first had begun. */
    @Test
    void eachFurtherOneGoesOneFurtherBack() {
        assertThat(back("b", "a b c <b")).containsExactly("a");
        assertThat(back("a", "a b c <b <a")).isEmpty();
    }

    @Test
    void aReleaseThatIsAppliedAgainIsNoFurtherOne() {
        assertThat(back("b", "a b c <b b b")).containsExactly("a");
        assertThat(back("c", "a b c c")).containsExactly("b", "a");
    }

    @Test
    void whatWasRefusedWasNeverThere() {
        assertThat(back("c", "a b !x c !y")).containsExactly("b", "a");
    }

    /** Nginx refused b, c is live still. */
    @Test
    void onePinnedInVainIsGoneBackFromToo() {
        assertThat(back("b", "a b c !<b")).containsExactly("a");
    }

    @Test
    void whenThePlanIsFollowedAgainTheLineGoesOn() {
        assertThat(back("d", "a b c <b <a d")).containsExactly("c", "b", "a");
        assertThat(back("c", "a b c <b c")).containsExactly("b", "a");
    }

    @Test
    void whatWasLeftIsNotComeToAgain() {
        assertThat(back("a", "a b a")).containsExactly("b");
        assertThat(back("b", "a b a <b")).isEmpty();
        assertThat(back("a", "b a b <a")).isEmpty();
    }

    @Test
    void anOperatorMayNameALaterOneAndGoBackFromThere() {
        assertThat(back("c", "a b c d <a <c")).containsExactly("b", "a");
        assertThat(back("x", "a b <x")).as("one from before the history").containsExactly("b", "a");
    }

    @Test
    void oneThatWasNeverProvenIsGoneBackFromToTheLast() {
        assertThat(back("x", "a b")).containsExactly("b", "a");
        assertThat(back("x", "")).isEmpty();
    }

    @Property
    void nobodyComesToTheSameReleaseTwiceOnTheWayBack(@ForAll("lines") String line) {
        List<ReleaseRecord> history = history(line);
        String live = history.isEmpty() ? "a" : history.get(0).version();
        Set<String> seen = new HashSet<>(Set.of(live));
        for (List<String> next = StepBack.from(live, history); !next.isEmpty(); next = StepBack.from(live, history)) {
            history.add(0, record("<" + next.get(0)));
            live = next.get(0);
            assertThat(seen.add(live)).as(line + " comes to " + live).isTrue();
        }
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of("a", "b", "c", "d", "<a", "<b", "<c", "!a", "!b")
                .list()
                .ofMaxSize(12)
                .map(records -> String.join(" ", records));
    }

    private static List<String> back(String version, String line) {
        return StepBack.from(version, history(line));
    }

    private static List<ReleaseRecord> history(String line) {
        List<ReleaseRecord> history = new ArrayList<>();
        Stream.of(line.split(" ")).filter(word -> !word.isEmpty()).forEach(word -> history.add(0, record(word)));
        return history;
    }

    /** {@code b} was proven, {@code <b} was gone back to, {@code !b} was refused. */
    private static ReleaseRecord record(String word) {
        return new ReleaseRecord(
                Instant.EPOCH,
                word.replaceAll("[!<]", ""),
                "",
                word.contains("<") ? Optional.of("somewhere") : Optional.empty(),
                word.contains("!") ? Result.REFUSED : Result.PROVEN,
                "",
                1);
    }
}
