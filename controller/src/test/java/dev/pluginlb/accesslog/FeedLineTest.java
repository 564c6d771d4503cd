package dev.pluginlb.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.StartedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedLineTest {

    private static final String HEADER = "<190>Nov 21 20:54:33 pluginlb: -\t";
    private static final String FIELDS =
            "7-1\t1\tPOST\t/plugin/t1/dispatch/llm/invoke\tlanggenius/openai\t200\t10.0.0.5:5002"
                    + "\t200\t0.040\t1.250\t912\t1.251\tlong\tdify_plugin_daemon_long\t-";

    @Test
    void everyFieldOfALineIsRead() {
        assertThat(FeedLine.parse(HEADER + FIELDS))
                .isEqualTo(new FinishedRequest(
                        "POST",
                        "/plugin/t1/dispatch/llm/invoke",
                        "langgenius/openai",
                        200,
                        List.of(tried("10.0.0.5:5002", 200, 40, 1250)),
                        912,
                        Duration.ofMillis(1251),
                        1,
                        "long",
                        "dify_plugin_daemon_long",
                        "7-1"));
    }

    @Test
    void eachTryIsTakenApartAlsoAfterAnInternalRedirect() {
        String line = HEADER
                + FIELDS.replace("10.0.0.5:5002", "10.0.0.5:5002, 10.0.0.6:5002 : 10.0.0.7:5002")
                        .replace("\t200\t0.040\t1.250\t", "\t502, 404 : 200\t-, 0.002 : 0.040\t0.000, 0.002 : 1.250\t");

        assertThat(FeedLine.parse(line).tries())
                .containsExactly(
                        new FinishedRequest.Try("10.0.0.5:5002", 502, Optional.empty(), Optional.of(Duration.ZERO)),
                        tried("10.0.0.6:5002", 404, 2, 2),
                        tried("10.0.0.7:5002", 200, 40, 1250));
    }

    /** A client that went while it waited seemed to have had an answer at once, and its endpoint looked fast. */
    @Test
    void aListenerThatARequestWaitedAtIsNoNode() {
        String line = HEADER
                + FIELDS.replace("10.0.0.5:5002", "unix:/run/gate.sock : unix:/run/overflow.sock, 10.0.0.7:5002")
                        .replace("\t200\t0.040\t1.250\t", "\t598 : 502, 200\t0.000 : -, 0.040\t0.000 : 0.000, 1.250\t");

        assertThat(FeedLine.parse(line).tries()).containsExactly(tried("10.0.0.7:5002", 200, 40, 1250));
    }

    @Test
    void aRequestThatReachedNoNodeHasNoTries() {
        String line = HEADER + "7-1\t1\tGET\t/e/x\t-\t413\t-\t-\t-\t-\t100\t0.000\tshort\tpool\t-";

        FinishedRequest request = FeedLine.parse(line);

        assertThat(request.tries()).isEmpty();
        assertThat(request.pluginId()).isEmpty();
    }

    @Test
    void aStartIsReadWithTheEndpointAsNginxNamesIt() {
        String line =
                "<190>Nov 21 20:54:33 pluginlb_started: -\t4711\t7-1\tPOST /plugin/:tenant_id/dispatch/llm/invoke a/b";

        assertThat(FeedLine.isStart(line)).isTrue();
        assertThat(FeedLine.parseStart(line))
                .isEqualTo(new StartedRequest(
                        4711, "7-1", new EndpointKey("POST /plugin/:tenant_id/dispatch/llm/invoke a/b")));
        assertThat(FeedLine.isStart(HEADER + FIELDS)).isFalse();
    }

    /** A client that wrote the tag of starts into a header made the end of its call unreadable, and the call seem to hang. */
    @Test
    void whatALineIsIsToldByItsHeaderWhateverAClientWrites() {
        String end = HEADER + FIELDS.replace("langgenius/openai", "langgenius/openai: pluginlb_started: 4711");
        String start = "<190>Nov 21 20:54:33 pluginlb_started: -\t4711\t7-1\tGET /e/:hook_id pluginlb/pluginlb";

        assertThat(FeedLine.isStart(end)).isFalse();
        assertThat(FeedLine.parse(end).pluginId()).isEqualTo("langgenius/openai: pluginlb_started: 4711");
        assertThat(FeedLine.isStart(start)).isTrue();
        assertThat(FeedLine.parseStart(start).id()).isEqualTo("7-1");
    }

    @Test
    void theEndOfARequestIsKnownAlsoWhereItsLineCannotBeRead() {
        assertThat(FeedLine.endOf(HEADER + "7-1\tnonsense")).contains("7-1");
        assertThat(FeedLine.endOf("<190>Nov 21 20:54:33 other: -\t7-1\tnonsense"))
                .isEmpty();
        assertThat(FeedLine.endOf(HEADER + "7-1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7-1", "1\t7-1", "1\t7-1\t", "1\t7-1\tno key", "x\t7-1\t/a", "1\t7-1\t/a\tmore"})
    void whatIsNoStartIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeedLine.parseStart("<190>Nov 21 20:54:33 pluginlb_started: -\t" + text))
                .withMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no header at all",
                HEADER,
                HEADER + "1\tPOST",
                HEADER + FIELDS + "\tmore",
                "<190>Nov 21 20:54:33 other: " + FIELDS
            })
    void whatIsNoLineOfTheFeedIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeedLine.parse(text))
                .withMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1.000", "NaN", "1e9", "1.5", ".500", "99999999999.000", "0.0000", "1.-01", ""})
    void aTimeThatNginxDoesNotWriteIsRefused(String time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeedLine.parse(HEADER + FIELDS.replace("1.250", time)))
                .withMessageContaining("time");
    }

    @Test
    void aLineOfEndlessTriesIsRefused() {
        String endless = "10.0.0.5:5002, ".repeat(40) + "10.0.0.5:5002";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeedLine.parse(HEADER + FIELDS.replace("10.0.0.5:5002", endless)));
    }

    @Property
    void hostileBytesAreReadOrRefusedButNeverAnythingElse(@ForAll @Size(max = 400) byte[] bytes) {
        readOrRefused(new String(bytes, StandardCharsets.ISO_8859_1));
        readOrRefused(HEADER + new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Property
    void aGoodLineWithOneByteChangedIsReadOrRefused(
            @ForAll @IntRange(max = 150) int place, @ForAll @IntRange(max = 255) int value) {
        StringBuilder line = new StringBuilder(HEADER + FIELDS);
        line.setCharAt(place, (char) value);

        readOrRefused(line.toString());
    }

    private static void readOrRefused(String line) {
        try {
            FinishedRequest request = FeedLine.parse(line);
            assertThat(request.took()).isBetween(Duration.ZERO, Duration.ofDays(31));
            assertThat(request.weight()).isBetween(0L, 1000L);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("expected");
        }
    }

    private static FinishedRequest.Try tried(String address, int status, long firstByte, long took) {
        return new FinishedRequest.Try(
                address, status, Optional.of(Duration.ofMillis(firstByte)), Optional.of(Duration.ofMillis(took)));
    }
}
