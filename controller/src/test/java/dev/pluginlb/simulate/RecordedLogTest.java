package dev.pluginlb.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.RequestClass;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordedLogTest {

    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 1, 1);

    private static RecordedLog read(String... lines) {
        return RecordedLog.read(Stream.of(lines), new LogFormat(LogFormat.COMBINED), RULE);
    }

    private static String feed(String before, String path, String upstream, String took) {
        return before + " pluginlb: -\t7-1\t1\tPOST\t" + path + "\tacme/search\t200\t10.0.0.5:5002\t200\t0.010\t"
                + upstream + "\t512\t" + took + "\tshort\tall\t-";
    }

    private static String combined(String time, String path, String times) {
        return "10.1.1.1 - - [21/Nov/2026:" + time + " +0000] \"POST " + path
                + "?a=b HTTP/1.1\" 200 512 \"-\" \"python\" " + times;
    }

    @Test
    void aLineOfTheFeedArrivesWhenItEndedLessWhatItTook() {
        RecordedLog log = read(
                feed("1785000010.500", "/plugin/t/dispatch/model/schema", "0.030", "0.500"),
                feed("1785000012.500", "/plugin/t/dispatch/model/schema", "1.500, 0.250", "2.250")
                        .replace("10.0.0.5:5002\t200", "10.0.0.4:5002, 10.0.0.5:5002\t502, 200")
                        .replace("\t0.010\t", "\t-, 0.010\t"));

        assertThat(log.requests()).extracting(Request::work).containsExactly(0.030, 0.250);
        assertThat(log.requests().get(1).at()).isCloseTo(0.25, within(1e-6));
        assertThat(log.requests().get(0).endpoint().value())
                .isEqualTo("POST /plugin/:tenant_id/dispatch/model/schema acme/search");
    }

    @Test
    void aSyslogHeaderTellsTheSecond() {
        RecordedLog log = read(
                feed("<190>Nov 21 10:00:00 front", "/a", "0.010", "0.010"),
                feed("<190>Nov 21 10:00:02 front", "/a", "0.010", "0.010"));

        assertThat(log.requests().get(1).at()).isCloseTo(2, within(1e-6));
    }

    @Test
    void theCombinedFormatWithTheRequestTimeIsReadToo() {
        RecordedLog log = read(
                combined("10:00:00", "/a", "0.200 0.150"),
                combined("10:00:00", "/a", "0.200"),
                combined("10:00:04", "/a", "0.200 -"));

        assertThat(log.requests()).extracting(Request::work).containsExactly(0.150, 0.200, 0.200);
        // Those of one second are spread over it.
        assertThat(log.requests()).extracting(Request::at).containsExactly(0.0, 0.5, 4.0);
    }

    @Test
    void aRequestIsTakenForWhatItsEndpointWasKnownAs() {
        RecordedLog log = read(
                combined("10:00:10", "/slow", "9.000"),
                combined("10:00:20", "/slow", "9.000"),
                combined("10:00:40", "/slow", "0.100"));

        assertThat(log.requests())
                .extracting(Request::type)
                .containsExactly(RequestClass.LONG, RequestClass.LONG, RequestClass.SHORT);
        assertThat(log.requests())
                .extracting(Request::taken)
                .containsExactly(RequestClass.SHORT, RequestClass.LONG, RequestClass.LONG);
    }

    @Test
    void anExpressionOfOnesOwnReadsAnyFormat() {
        LogFormat own = new LogFormat("^(?<time>\\S+) (?<took>\\S+) (?<method>\\S+) (?<path>\\S+) (?<plugin>\\S+)$");

        RecordedLog log = RecordedLog.read(
                Stream.of(
                        "2026-11-21T10:00:00.250+00:00 0.250 GET /a acme/x",
                        "2026-11-21T10:00:01.250+00:00 0.250 GET /a -"),
                own,
                RULE);

        assertThat(log.requests()).hasSize(2);
        assertThat(log.requests().get(0).endpoint().value()).isEqualTo("GET /a acme/x");
        assertThat(log.requests().get(1).at()).isCloseTo(1, within(1e-6));
    }

    @Test
    void linesThatTellNothingAreCounted() {
        RecordedLog log = read("", "rubbish", "1785000010.5 pluginlb: -\t7-1\t1", combined("x", "/a", "0.100"));

        assertThat(log.requests()).isEmpty();
        assertThat(log.unread()).isEqualTo(3);
    }

    @Test
    void aSampledLineStandsForAllItsRequests() {
        assertThat(read(feed("1785000010.500", "/a", "0.030", "0.030").replace("\t1\tPOST", "\t100\tPOST"))
                        .requests())
                .hasSize(100);
    }

    @Test
    void anExpressionWithoutATimeIsRefused() {
        assertThatThrownBy(() -> new LogFormat("(?<took>.)")).hasMessageContaining("no group time");
    }

    /** Each ended the command, or gave a request that ended before it began. */
    @Test
    void aLineThatSaysNothingSensibleIsCountedAndPassedOver() {
        RecordedLog log = read(
                combined("10:00:00", "/a", "0.200 -5"),
                combined("10:00:00", "/a", "9".repeat(400)),
                combined("10:00:00", "/a", "0.200 0.1.0"));
        RecordedLog optional = RecordedLog.read(
                Stream.of("1785000010 GET /a", "1785000010 GET /a 1.5"),
                new LogFormat("^(?<time>\\S+) (?<method>\\S+) (?<path>\\S+)(?: (?<took>\\S+))?$"),
                RULE);
        RecordedLog deep = RecordedLog.read(
                Stream.of("x".repeat(1_000_000)),
                new LogFormat("(?<time>(?:.|\\t)*) (?<method>.) (?<path>.) (?<took>.)"),
                RULE);

        assertThat(log.unread()).isEqualTo(3);
        assertThat(optional.requests()).hasSize(1);
        assertThat(deep.unread()).isEqualTo(1);
    }
}
