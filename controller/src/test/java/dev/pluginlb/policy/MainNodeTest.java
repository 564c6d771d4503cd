package dev.pluginlb.policy;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.testing.GivenCluster;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MainNodeTest {

    private static final GivenCluster FOUR = GivenCluster.up(4);

    @Test
    void theFirstByAddressIsMainWhenNothingIsKnown() {
        assertThat(choose("", FOUR, "", Optional.empty())).isEqualTo(address(1));
    }

    @Test
    void theConfiguredOneGoesBeforeAllByIdAndByAddress() {
        assertThat(choose("n3", FOUR, "n2", Optional.of(address(4)))).isEqualTo(address(3));
        assertThat(choose("10.0.0.3:5002", FOUR, "n2", Optional.of(address(4)))).isEqualTo(address(3));
    }

    @Test
    void aConfiguredOneThatIsNotThereIsPassedOver() {
        assertThat(choose("n9", FOUR, "n2", Optional.empty())).isEqualTo(address(2));
    }

    @Test
    void theAgreedOneGoesBeforeTheFormer() {
        assertThat(choose("", FOUR, "n2", Optional.of(address(4)))).isEqualTo(address(2));
    }

    @Test
    void aRestartUnderANewIdKeepsTheAddressMain() {
        assertThat(choose("", FOUR.restarted(3, "m3"), "n3", Optional.of(address(3))))
                .isEqualTo(address(3));
    }

    @Test
    void aMainThatIsGoneIsReplaced() {
        assertThat(choose("", FOUR.without(3), "n3", Optional.of(address(3)))).isEqualTo(address(1));
    }

    @Test
    void oneThatJoinsWithASmallerAddressReplacesNobody() {
        assertThat(choose("", FOUR, "", Optional.of(address(2)))).isEqualTo(address(2));
    }

    private static Address choose(String configured, GivenCluster cluster, String agreed, Optional<Address> former) {
        Optional<NodeId> id = agreed.isEmpty() ? Optional.empty() : Optional.of(new NodeId(agreed));
        return new MainNode(configured)
                .choose(cluster.snapshot().nodes(), id, former)
                .address();
    }
}
