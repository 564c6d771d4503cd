package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ValidityTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofDays(90));

    private final Validity quarter = new Validity(Path.of("/lb.pem"), FROM, UNTIL);

    @Test
    void betweenItsTimesItIsGoodAndOutsideNot() {
        assertThat(quarter.fault(FROM)).isEmpty();
        assertThat(quarter.fault(UNTIL)).isEmpty();
        assertThat(quarter.fault(FROM.minusSeconds(1)))
                .hasValueSatisfying(words -> assertThat(words).contains("/lb.pem only begins at " + FROM));
        assertThat(quarter.fault(UNTIL.plusSeconds(1)))
                .hasValueSatisfying(words -> assertThat(words).contains("/lb.pem has been over since " + UNTIL));
    }

    @Test
    void aWeekBeforeItsEndThatIsSaidAndOfAShortOneLater() {
        assertThat(quarter.end(UNTIL.minus(Duration.ofDays(8)))).isEmpty();
        assertThat(quarter.end(UNTIL.minus(Duration.ofDays(6))))
                .hasValueSatisfying(words -> assertThat(words).contains("is over at " + UNTIL));
        assertThat(quarter.end(UNTIL.plusSeconds(1))).as("that is its fault").isEmpty();

        Validity day = new Validity(Path.of("/lb.pem"), FROM, FROM.plus(Duration.ofDays(1)));
        assertThat(day.end(FROM.plus(Duration.ofHours(21)))).isEmpty();
        assertThat(day.end(FROM.plus(Duration.ofHours(22)))).isPresent();
    }
}
