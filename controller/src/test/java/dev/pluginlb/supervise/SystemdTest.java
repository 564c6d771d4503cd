package dev.pluginlb.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SystemdTest {

    @Test
    void withoutASocketNobodyWaitsToBeTold() {
        assertThat(Systemd.of(Map.of(), 7)).isEmpty();
        assertThat(Systemd.of(Map.of("NOTIFY_SOCKET", ""), 7)).isEmpty();
    }

    @Test
    void theTimeoutIsReadInMicroseconds() {
        assertThat(with("WATCHDOG_USEC", "60000000").watchdog()).contains(Duration.ofSeconds(60));
    }

    @Test
    void aTimeoutThatIsNoneIsPassedOver() {
        assertThat(with("WATCHDOG_USEC", "0").watchdog()).isEmpty();
        assertThat(with("WATCHDOG_USEC", "soon").watchdog()).isEmpty();
        assertThat(with("WATCHDOG_USEC", "9".repeat(40)).watchdog()).isEmpty();
    }

    @Test
    void theTimeoutOfAnotherProcessIsNotOurs() {
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", "/run/x", "WATCHDOG_USEC", "1000000", "WATCHDOG_PID", "8");

        assertThat(Systemd.of(environment, 7)).contains(new Systemd(Optional.empty()));
        assertThat(Systemd.of(environment, 8)).contains(new Systemd(Optional.of(Duration.ofSeconds(1))));
    }

    private static Systemd with(String name, String value) {
        return Systemd.of(Map.of("NOTIFY_SOCKET", "/run/x", name, value), 7).orElseThrow();
    }
}
