package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.cluster.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapesTest {

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "10s,PT10S", "5m,PT5M", "24h,PT24H", "8760h,PT8760H", "007s,PT7S"})
    void aDurationIsAWholeNumberWithAUnit(String text, Duration meant) {
        assertThat(read(Shapes.DURATION, text)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "5", "0s", "-1s", "1.5s", "1d", "1S", " 1s", "1s ", "1s\r", "1s\0", "8761h", "٥s", "1 s", "+1s"
            })
    void anythingElseIsNoDuration(String text) {
        assertThat(read(Shapes.DURATION, text)).isEmpty();
    }

    @Test
    void aHugeNumberIsRefusedAndNotWrapped() {
        assertThat(read(Shapes.DURATION, "9".repeat(2000) + "ms")).isEmpty();
        assertThat(read(Shapes.DURATION, "999999999999h")).isEmpty();
        assertThat(read(Shapes.whole(0, Integer.MAX_VALUE), "2147483647")).contains(Integer.MAX_VALUE);
        assertThat(read(Shapes.whole(0, Integer.MAX_VALUE), "2147483648")).isEmpty();
        assertThat(read(Shapes.whole(0, Integer.MAX_VALUE), "9".repeat(2000))).isEmpty();
        assertThat(read(Shapes.SIZE, "9999999999m")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "٥", "1.0", "0x1", "1_0", "+1", "-0", "1\n", "five"})
    void aWholeNumberHasAsciiDigitsOnly(String text) {
        assertThat(read(Shapes.whole(0, 10), text)).isEmpty();
    }

    @Test
    void aRatioIsAboveZeroAndAShareMayBeZero() {
        assertThat(read(Shapes.RATIO, "0.8")).contains(0.8);
        assertThat(read(Shapes.RATIO, "1")).contains(1.0);
        assertThat(read(Shapes.RATIO, "0.0")).isEmpty();
        assertThat(read(Shapes.SHARE, "0")).contains(0.0);
        assertThat(read(Shapes.SHARE, "1.000000001")).isEmpty();
        assertThat(read(Shapes.SHARE, "NaN")).isEmpty();
        assertThat(read(Shapes.SHARE, "1e-3")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:5002", "[::]:5002", "127.0.0.1:1"})
    void alistenAddressIsNumeric(String text) {
        assertThat(read(Shapes.LISTEN, text)).contains(Address.parse(text));
        assertThat(read(Shapes.LISTEN, "localhost:5002")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9000", "127.9.9.9:1", "[::1]:9000", "unix:/run/pluginlb/control.sock"})
    void controlListensOnLoopbackOrASocket(String text) {
        assertThat(read(Shapes.CONTROL_LISTEN, text).orElseThrow().orElseThrow())
                .hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0:9000",
                "10.0.0.1:9000",
                "localhost:9000",
                "unix:relative",
                "unix:",
                "unix:/a b",
                "unix:/a;b"
            })
    void controlListensNowhereElse(String text) {
        assertThat(read(Shapes.CONTROL_LISTEN, text)).isEmpty();
    }

    @Test
    void aSocketsPathFitsTheKernel() {
        assertThat(read(Shapes.CONTROL_LISTEN, "unix:/" + "a".repeat(106))).isPresent();
        assertThat(read(Shapes.CONTROL_LISTEN, "unix:/" + "a".repeat(107))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"600m", "0", "1G", "10k"})
    void aSizeIsNginxs(String text) {
        assertThat(read(Shapes.SIZE, text)).contains(text);
        assertThat(read(Shapes.SIZE, text + "b")).isEmpty();
    }

    @Test
    void aSwitchIsTrueOrFalse() {
        assertThat(read(Shapes.SWITCH, "true")).contains(true);
        assertThat(read(Shapes.SWITCH, "yes")).isEmpty();
        assertThat(read(Shapes.SWITCH, "True")).isEmpty();
    }

    @Test
    void theMainNodeIsAnIdOrAnAddress() {
        assertThat(read(Shapes.MAIN, "")).contains("");
        assertThat(read(Shapes.MAIN, "10.0.0.5:5002")).contains("10.0.0.5:5002");
        assertThat(read(Shapes.MAIN, "[FD00::1]:5002")).contains("[fd00::1]:5002");
        assertThat(read(Shapes.MAIN, "a b")).isEmpty();
    }

    @Test
    void aPathMayBeEmptyOnlyWhereThatMeansSomething() {
        assertThat(read(Shapes.PATH_OR_EMPTY, "")).contains(Optional.empty());
        assertThat(read(Shapes.PATH, "")).isEmpty();
        assertThat(read(Shapes.PATH, "/a b")).contains(Path.of("/a b"));
        assertThat(read(Shapes.PATH, "/a\0b")).isEmpty();
        assertThat(read(Shapes.URL_PATH, "/health/check")).contains("/health/check");
        assertThat(read(Shapes.URL_PATH, "/a?b")).isEmpty();
        assertThat(read(Shapes.URL_PATH, "health")).isEmpty();
    }

    @Test
    void aHostIsAddressOrName() {
        assertThat(read(Shapes.HOST, "::1")).contains("::1");
        assertThat(read(Shapes.HOST, "redis")).contains("redis");
        assertThat(read(Shapes.HOST, "redis:6379")).isEmpty();
        assertThat(read(Shapes.HOST, "")).isEmpty();
    }

    @Test
    void recordsRefuseWhatTheLoaderRefuses() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new ElectionSettings(second, second))
                .hasMessage("election.ttl: PT1S (expected: longer than election.interval)");
        assertThatThrownBy(() -> new AdminSettings(
                        Address.parse("10.0.0.1:1"), Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessageStartingWith("admin.listen: 10.0.0.1:1 (expected: a loopback address");
    }

    private static <T> Optional<T> read(Shape<T> shape, String text) {
        return shape.read(Node.text(text), new Place("key", Visibility.OPEN, Origin.DEFAULT, new Problems()));
    }
}
