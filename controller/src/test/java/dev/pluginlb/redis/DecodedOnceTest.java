package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecodedOnceTest {

    private final List<String> decoded = new ArrayList<>();
    private final DecodedOnce<Integer> hash = new DecodedOnce<>((field, text) -> {
        decoded.add(field);
        return text.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(text));
    });

    @Test
    void onlyWhatHasChangedIsDecodedAgain() {
        hash.values(Map.of("a", "1", "b", "2"));
        decoded.clear();

        assertThat(hash.values(Map.of("a", "1", "b", "3"))).containsExactlyInAnyOrder(1, 3);
        assertThat(decoded).containsExactly("b");
    }

    @Test
    void whatIsGoneIsForgotten() {
        hash.values(Map.of("a", "1"));

        assertThat(hash.values(Map.of())).isEmpty();
        decoded.clear();
        assertThat(hash.values(Map.of("a", "1"))).containsExactly(1);
        assertThat(decoded).containsExactly("a");
    }

    @Test
    void nonsenseIsLookedAtOnce() {
        hash.values(Map.of("a", ""));
        decoded.clear();

        assertThat(hash.values(Map.of("a", ""))).isEmpty();
        assertThat(decoded).isEmpty();
    }
}
