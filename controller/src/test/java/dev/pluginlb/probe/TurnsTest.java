package dev.pluginlb.probe;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.cluster.Address;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Map<Address, Integer> taken = new ConcurrentHashMap<>();
    private final Turns often = turns(SHORT);
    private final Turns seldom = turns(LONG);

    @AfterEach
    void end() {
        often.close();
        seldom.close();
    }

    @Test
    void whoJoinsHasATurnAtOnce() {
        seldom.watch(addresses(50), Set.of());

        await().atMost(DEADLINE).until(() -> taken.size() == 50);
    }

    @Test
    void everybodyHasOneInEachInterval() {
        often.watch(addresses(50), Set.of());

        await().atMost(DEADLINE)
                .until(() -> taken.size() == 50 && addresses(50).stream().allMatch(one -> of(one) > 3));
    }

    @Test
    void whoMustNotWaitHasOneMore() {
        seldom.watch(addresses(2), Set.of());
        await().atMost(DEADLINE).until(() -> taken.size() == 2);

        seldom.watch(addresses(2), Set.of(address(1)));

        await().atMost(DEADLINE).until(() -> of(address(1)) == 2);
        assertThat(of(address(2))).isEqualTo(1);
    }

    @Test
    void whoLeavesHasNoneAnyMore() {
        often.watch(addresses(2), Set.of());
        await().atMost(DEADLINE).until(() -> of(address(2)) > 0);

        often.watch(addresses(1), Set.of());
        int before = afterThoseUnderWay(address(2));
        int others = of(address(1));

        await().atMost(DEADLINE).until(() -> of(address(1)) > others + 3);
        assertThat(of(address(2))).isEqualTo(before);
    }

    private int afterThoseUnderWay(Address one) {
        Map<Address, Integer> then = new ConcurrentHashMap<>();
        often.execute(() -> then.put(one, of(one)));
        await().atMost(DEADLINE).until(() -> then.containsKey(one));
        return of(one);
    }

    private int of(Address one) {
        return taken.getOrDefault(one, 0);
    }

    private Turns turns(Duration interval) {
        return new Turns("turns", interval, one -> () -> taken.merge(one, 1, Integer::sum));
    }

    private static Set<Address> addresses(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> address(i)).collect(Collectors.toSet());
    }
}
