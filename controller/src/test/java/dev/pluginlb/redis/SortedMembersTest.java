package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SortedMembersTest {

    private final List<String> decoded = new ArrayList<>();
    private final SortedMembers<String> members = new SortedMembers<>(this::decode);

    private Optional<String> decode(String member) {
        decoded.add(member);
        return member.equals("junk") ? Optional.empty() : Optional.of(member);
    }

    @Test
    void onlyWhatIsNewIsDecoded() {
        members.values(Set.of("b", "junk", "a"));
        decoded.clear();

        assertThat(members.values(Set.of("c", "junk", "a"))).containsExactly("a", "c");
        assertThat(decoded).containsExactly("c");
    }

    @Test
    void aSetThatStaysGivesTheSameList() {
        List<String> first = members.values(Set.of("b", "a"));

        assertThat(members.values(Set.of("a", "b"))).isSameAs(first);
    }

    @Property(tries = 100)
    void whateverWasReadBeforeTheValuesAreThoseOfTheSet(
            @ForAll List<Set<@AlphaChars @StringLength(max = 1) String>> readings) {
        SortedMembers<String> again = new SortedMembers<>(Optional::of);
        for (Set<String> reading : readings) {
            assertThat(again.values(reading)).containsExactlyElementsOf(new TreeSet<>(reading));
        }
    }
}
