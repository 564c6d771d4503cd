package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MadeOnceTest {

    private final MadeOnce<Integer> sizes = new MadeOnce<>();
    private int made;

    @Test
    void aHashThatComesBackAsItWasIsNotLookedAtAgain() {
        assertThat(sizeOf(Map.of("a", "1"))).isEqualTo(1);
        assertThat(sizeOf(new HashMap<>(Map.of("a", "1")))).isEqualTo(1);
        assertThat(made).isEqualTo(1);
    }

    @Test
    void anyOtherIs() {
        sizeOf(Map.of("a", "1"));

        assertThat(sizeOf(Map.of("a", "2", "b", "3"))).isEqualTo(2);
        assertThat(sizeOf(Map.of("a", "1"))).isEqualTo(1);
        assertThat(made).isEqualTo(3);
    }

    private int sizeOf(Map<String, String> hash) {
        return sizes.of(hash, given -> {
            made++;
            return given.size();
        });
    }
}
