package dev.pluginlb.plan;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingPlanTest {

    @Test
    void theFirstPoolHasTheNameThatIsAlwaysThere() {
        assertThatThrownBy(() -> RoutingPlan.ofOnePool(pool("other"))).hasMessageContaining(Pool.ALL);
    }

    @Test
    void aPoolThatServesBothClassesCountsOnce() {
        assertThat(RoutingPlan.ofOnePool(pool(Pool.ALL)).pools()).hasSize(1);
        assertThat(new RoutingPlan(pool(Pool.ALL), pool(Pool.SHORT), pool(Pool.LONG), Classes.NONE).pools())
                .extracting(Pool::name)
                .containsExactly(Pool.ALL, Pool.SHORT, Pool.LONG);
    }

    @Test
    void aPlanWithoutServersIsEmpty() {
        assertThat(RoutingPlan.ofOnePool(new Pool(Pool.ALL, Balancing.ROUND_ROBIN, List.of()))
                        .isEmpty())
                .isTrue();
        assertThat(RoutingPlan.ofOnePool(pool(Pool.ALL)).isEmpty()).isFalse();
    }

    private static Pool pool(String name) {
        return new Pool(name, Balancing.ROUND_ROBIN, List.of(Server.primary(address(1), 1)));
    }
}
