package dev.pluginlb.plan;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PoolTest {

    @Test
    void weightsAreInLowestTerms() {
        assertThat(weights(pool(100, 100))).containsExactly(1, 1);
        assertThat(weights(pool(100, 150, 50))).containsExactly(2, 3, 1);
        assertThat(weights(pool(1000))).containsExactly(1);
        assertThat(weights(pool(7, 13))).containsExactly(7, 13);
    }

    @Test
    void aPoolMayBeEmpty() {
        assertThat(pool().servers()).isEmpty();
    }

    @Test
    void anAddressStandsOnce() {
        Server server = Server.primary(address(1), 1);

        assertThatThrownBy(() -> new Pool(Pool.ALL, Balancing.ROUND_ROBIN, List.of(server, server.asBackup())))
                .hasMessageContaining("each address once");
    }

    @Test
    void oneServerAtLeastIsNoBackup() {
        Server server = Server.primary(address(1), 1).asBackup();

        assertThatThrownBy(() -> new Pool(Pool.ALL, Balancing.ROUND_ROBIN, List.of(server)))
                .hasMessageContaining("no backup");
    }

    @Test
    void aNameIsAPlainWord() {
        for (String name : List.of("", "a b", "a;", "a{", "$a", "a\n", "é", "A")) {
            assertThatThrownBy(() -> new Pool(name, Balancing.ROUND_ROBIN, List.of()))
                    .hasMessageStartingWith("name: ");
        }
    }

    @Test
    void aWeightIsAtLeastOne() {
        assertThatThrownBy(() -> Server.primary(address(1), 0)).hasMessage("weight: 0 (expected: at least 1)");
    }

    @Test
    void bothHalvesTogetherAreThePoolAndAllPrimary() {
        Pool all = new Pool(
                Pool.ALL,
                Balancing.LEAST_CONN,
                List.of(
                        Server.primary(address(1), 2),
                        Server.primary(address(2), 1).asBackup(),
                        Server.primary(address(3), 2)));

        assertThat(all.half(0, "even").addresses()).containsExactly(address(1), address(3));
        assertThat(all.half(1, "odd").addresses()).containsExactly(address(2));
        assertThat(all.half(1, "odd").servers()).noneMatch(Server::isBackup);
        assertThat(all.half(1, "odd").balancing()).isEqualTo(Balancing.LEAST_CONN);
    }

    @Property
    void equalPoolsAreEqualInWhateverOrderAndMultipleTheyWereGiven(
            @ForAll @Size(min = 1, max = 9) List<@IntRange(min = 1, max = 1000) Integer> weights,
            @ForAll @IntRange(min = 1, max = 50) int factor,
            @ForAll Random random) {
        List<Server> shuffled = new ArrayList<>(servers(weights, factor));
        Collections.shuffle(shuffled, random);
        Pool one = new Pool(Pool.ALL, Balancing.ROUND_ROBIN, servers(weights, 1));

        assertThat(new Pool(Pool.ALL, Balancing.ROUND_ROBIN, shuffled)).isEqualTo(one);
        for (int i = 0; i < weights.size(); i++) {
            assertThat((long) weights(one).get(i) * weights.get(0))
                    .as("proportions stay")
                    .isEqualTo((long) weights(one).get(0) * weights.get(i));
        }
    }

    private static Pool pool(Integer... weights) {
        return new Pool(Pool.ALL, Balancing.ROUND_ROBIN, servers(List.of(weights), 1));
    }

    private static List<Server> servers(List<Integer> weights, int factor) {
        return IntStream.range(0, weights.size())
                .mapToObj(i -> Server.primary(address(i + 1), weights.get(i) * factor))
                .toList();
    }

    private static List<Integer> weights(Pool pool) {
        return pool.servers().stream().map(Server::weight).toList();
    }
}
