package dev.pluginlb.cluster;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistrationsTest {

    private final Registrations before = of(heartbeat("n1", 1, 10));

    @Test
    void pingsAloneDoNotChangeWhoIsThere() {
        assertThat(before.holdTheSameAs(of(heartbeat("n1", 1, 15)))).isTrue();
    }

    @Test
    void anythingElseDoes() {
        assertThat(before.holdTheSameAs(of(heartbeat("n2", 1, 10)))).isFalse();
        assertThat(before.holdTheSameAs(of(heartbeat("n1", 2, 10)))).isFalse();
        assertThat(before.holdTheSameAs(of())).isFalse();
        assertThat(before.holdTheSameAs(of(heartbeat("n1", 1, 10), heartbeat("n2", 2, 10))))
                .isFalse();
        assertThat(before.holdTheSameAs(new Registrations(before.heartbeats(), Set.of())))
                .isFalse();
    }

    private static Registrations of(Heartbeat... heartbeats) {
        return new Registrations(List.of(heartbeats), Set.of(Source.DAEMON));
    }

    private static Heartbeat heartbeat(String id, int place, long ping) {
        return new Heartbeat(new NodeId(id), Source.DAEMON, List.of(address(place)), ping, Heartbeat.DEFAULT_WEIGHT);
    }
}
