package dev.pluginlb.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.cluster.Ip;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandInOptionsTest {

    @Test
    void argumentsSetWhatTheyName() {
        StandInOptions options = StandInOptions.parse(List.of(
                "--listen=127.0.0.2:5002",
                "--advertise=10.0.1.11, 172.17.0.1",
                "--redis-host=redis",
                "--redis-port=6380",
                "--redis-password=word",
                "--redis-db=3",
                "--key-prefix=p",
                "--heartbeat=200ms",
                "--vote=0s",
                "--slots=8",
                "--short-delay=30ms",
                "--long-delay=2s",
                "--items=3",
                "--server-key=key",
                "--plugins=a/b,c/d",
                "--not-ready=a/b"));

        assertThat(options.ip()).hasToString("127.0.0.2");
        assertThat(options.port()).isEqualTo(5002);
        assertThat(options.advertised()).extracting(Ip::toString).containsExactly("10.0.1.11", "172.17.0.1");
        assertThat(options.redis()).isEqualTo(new RedisSite("redis", 6380, "word", 3, "p"));
        assertThat(options.heartbeat()).isEqualTo(Duration.ofMillis(200));
        assertThat(options.workload()).isEqualTo(new Workload(8, Duration.ofMillis(30), Duration.ofSeconds(2), 3));
        assertThat(options.plugins()).containsExactly("a/b", "c/d");
        assertThat(options.notReady()).containsExactly("a/b");
        assertThat(options.toString()).doesNotContain("word").doesNotContain("key");
    }

    @Test
    void theListenIpIsAdvertisedUnlessSaidOtherwise() {
        assertThat(StandInOptions.parse(List.of("--listen=127.0.0.3:0")).advertised())
                .extracting(Ip::toString)
                .containsExactly("127.0.0.3");
        assertThat(StandInOptions.parse(List.of("--advertise=")).advertised()).isEmpty();
    }

    @Test
    void wrongArgumentsAreNamed() {
        for (String wrong : List.of(
                "--listen=5002",
                "--listen=host:1",
                "--redis-port=0",
                "--heartbeat=5",
                "--slots=-1",
                "--not-ready=A/b",
                "--unknown=1",
                "plain")) {
            assertThatThrownBy(() -> StandInOptions.parse(List.of(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected: ");
        }
    }
}
