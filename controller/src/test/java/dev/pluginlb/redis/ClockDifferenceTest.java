package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine that began with a wrong clock told times hours off, and called its fellows silent, without a word of why. */
class ClockDifferenceTest extends OnRedis {

    private final ClockDifference clocks = new ClockDifference();

    @ParameterizedTest
    @CsvSource({
        "PT7H,      about 7 h ahead of",
        "PT-6H-40M, about 7 h behind",
        "PT5M1S,    about 5 min ahead of",
        "PT95S,     more than 90 s ahead of",
        "PT-31S,    more than 30 s behind"
    })
    void aClockThatIsFarOffIsSaidToBe(Duration ahead, String words) {
        assertThat(compared(ahead).wrong())
                .singleElement()
                .asString()
                .startsWith("the clock is " + words + " Redis's")
                .contains("run NTP");
    }

    @Test
    void clocksThatDifferLittleAreNoMatter() {
        assertThat(compared(Duration.ofSeconds(29)).wrong()).isEmpty();
        assertThat(compared(Duration.ofSeconds(-29)).wrong()).isEmpty();
    }

    @Test
    void itIsSaidOnceAndNotWithEachReading() {
        Duration ahead = Duration.ofMinutes(5);

        assertThat(compared(ahead.plusMillis(20)).agreesWith(compared(ahead.plusSeconds(2))))
                .isTrue();
        assertThat(compared(ahead).agreesWith(compared(Duration.ZERO))).isFalse();
    }

    /** Status was well and not well by turns, with a new event each time. */
    @Test
    void aDifferenceAboutAsLargeAsIsToleratedDoesNotComeAndGo() {
        assertThat(compared(Duration.ofSeconds(29)).wrong()).isEmpty();
        List<String> said = compared(Duration.ofSeconds(31)).wrong();

        assertThat(said).hasSize(1);
        assertThat(compared(Duration.ofSeconds(29)).wrong()).isEqualTo(said);
        assertThat(compared(Duration.ofSeconds(32)).wrong()).isEqualTo(said);
        assertThat(compared(Duration.ofSeconds(19)).wrong()).isEmpty();
        assertThat(compared(Duration.ofSeconds(29)).wrong()).isEmpty();
    }

    @Test
    void aDifferenceBetweenTwoRoundNumbersIsSaidInTheSameWords() {
        List<String> said = compared(Duration.ofSeconds(59)).wrong();

        assertThat(compared(Duration.ofSeconds(61)).wrong()).isEqualTo(said);
        assertThat(compared(Duration.ofSeconds(58)).wrong()).isEqualTo(said);
        assertThat(compared(Duration.ofHours(7)).wrong())
                .singleElement()
                .asString()
                .contains("7 h ahead");
        assertThat(compared(Duration.ofHours(-7)).wrong())
                .singleElement()
                .asString()
                .contains("7 h behind");
    }

    @Test
    void whoMayNotAskForTheTimeIsToldNothing() {
        server.ask(jedis -> jedis.aclSetUser("default", "-time"));
        try {
            assertThat(reading().time()).isEqualTo(Optional.empty());
            assertThat(compared(Duration.ofHours(7)).wrong()).isEmpty();
        } finally {
            server.ask(jedis -> jedis.aclSetUser("default", "+time"));
        }
    }

    private ClusterReading compared(Duration ahead) {
        ClusterReading reading = reading();
        return clocks.saidOf(reading, reading.time().orElseGet(Instant::now).plus(ahead));
    }

    private ClusterReading reading() {
        return new RedisClusterSource(redis, KEYS, junk).read();
    }
}
