package dev.pluginlb.policy;

import static dev.pluginlb.testing.GivenCluster.NOW;
import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Node;
import dev.pluginlb.testing.GivenCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloorTest {

    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final Duration JUST_NOW = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({"0, 0", "0.25, 1", "0.5, 2", "0.51, 3", "1, 4"})
    void ofFourThatWentDownTogetherTheShareStays(double share, int kept) {
        GivenCluster cluster = GivenCluster.up(4);
        for (int i = 1; i <= 4; i++) {
            cluster = cluster.down(i, JUST_NOW);
        }

        assertThat(serving(share, cluster).nodes()).hasSize(kept);
        assertThat(serving(share, cluster).kept()).hasSize(kept);
    }

    @Test
    void nobodyIsKeptWhileEnoughAreUp() {
        Floor.Serving serving =
                serving(0.5, GivenCluster.up(4).down(1, JUST_NOW).down(2, JUST_NOW));

        assertThat(serving.nodes()).hasSize(2).allMatch(Node::isUp);
        assertThat(serving.kept()).isEmpty();
    }

    @Test
    void thoseThatWentDownLastAreKeptFirst() {
        GivenCluster cluster = GivenCluster.up(4)
                .down(1, Duration.ofSeconds(9))
                .down(2, Duration.ofSeconds(3))
                .down(3, Duration.ofSeconds(6));

        assertThat(serving(0.5, cluster).kept()).extracting(Node::address).containsExactly(address(2));
    }

    /** With one of three killed and then another hanging, the hanging one was kept, and requests hung on it. */
    @Test
    void oneThatRefusesIsKeptRatherThanOneOnWhichRequestsHang() {
        GivenCluster cluster =
                GivenCluster.up(3).down(1, Duration.ofSeconds(30)).silent(2, JUST_NOW);

        assertThat(serving(0.5, cluster).kept()).extracting(Node::address).containsExactly(address(1));
    }

    @Test
    void thoseDownForLongerThanTheMemoryNoLongerCount() {
        GivenCluster cluster =
                GivenCluster.up(4).down(1, MEMORY).down(2, MEMORY).down(3, MEMORY);

        assertThat(serving(0.5, cluster).nodes()).hasSize(1);
        assertThat(serving(1, cluster).kept()).isEmpty();
    }

    @Test
    void oneThatNeverAnsweredCountsForNothing() {
        assertThat(serving(1, GivenCluster.up(2).unknown(1)).nodes()).hasSize(1);
    }

    @Test
    void anEmptyClusterServesNobody() {
        assertThat(serving(1, GivenCluster.up(0)).nodes()).isEmpty();
    }

    private static Floor.Serving serving(double share, GivenCluster cluster) {
        return new Floor(share, MEMORY).choose(cluster.snapshot(), NOW);
    }
}
