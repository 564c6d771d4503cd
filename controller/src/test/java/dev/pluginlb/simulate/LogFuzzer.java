package dev.pluginlb.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Whatever a file holds that somebody has simulated: one input is an access log. */
public final class LogFuzzer {

    /** Of a line of the feed, which may stand for so many requests. */
    private static final int HIGHEST_WEIGHT = 1000;

    private static final double LONGEST = Duration.ofDays(30).toSeconds();
    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
    private static final List<LogFormat> FORMATS = List.of(
            new LogFormat(LogFormat.COMBINED),
            new LogFormat(
                    "^(?<time>\\S+)?(?: (?<method>\\S+))?(?: (?<path>\\S+))?(?: (?<took>\\S+))?(?: (?<upstream>.*))?$"),
            new LogFormat("(?<time>(?:.|\\t)*) (?<method>[A-Z]+) (?<path>\\S*) (?<took>\\S*) (?<plugin>\\S*)$"));

    private LogFuzzer() {}

    /** By this name Jazzer finds it. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        FORMATS.forEach(format -> read(text, format));
    }

    private static void read(String text, LogFormat format) {
        RecordedLog log = RecordedLog.read(text.lines(), format, RULE);

        long lines = text.lines().filter(line -> !line.isBlank()).count();
        assertThat(log.unread()).isBetween(0, (int) lines);
        assertThat(log.requests()).hasSizeLessThanOrEqualTo((int) (lines - log.unread()) * HIGHEST_WEIGHT);
        double before = 0;
        for (Request request : log.requests()) {
            assertThat(request.at()).isFinite().isGreaterThanOrEqualTo(before);
            assertThat(request.work()).isGreaterThan(0).isLessThanOrEqualTo(LONGEST);
            assertThat(new EndpointKey(request.endpoint().value())).isEqualTo(request.endpoint());
            before = request.at();
        }
    }
}
