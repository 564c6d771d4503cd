package dev.pluginlb.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pluginlb.config.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

class LogLinesTest {

    private final LoggerContext logs = new LoggerContext();

    @Test
    void anEventIsALineOfText() {
        assertThat(new TextLines().doLayout(event("live: +10.0.0.5:5002", Map.of("took_ms", 52L))))
                .isEqualTo("2026-01-01T00:00:00.123Z INFO  ControlLoop: live: +10.0.0.5:5002 took_ms=52\n");
    }

    @Test
    void anEventIsAnObjectOfJsonWithNumbersAsNumbers() throws JsonProcessingException {
        JsonNode line = json(event("live", Map.of("took_ms", 52L)));

        assertThat(line.get("ts").asText()).isEqualTo("2026-01-01T00:00:00.123Z");
        assertThat(line.get("level").asText()).isEqualTo("INFO");
        assertThat(line.get("logger").asText()).isEqualTo("dev.pluginlb.control.ControlLoop");
        assertThat(line.get("thread").asText()).isEqualTo("control-loop");
        assertThat(line.get("message").asText()).isEqualTo("live");
        assertThat(line.get("took_ms").isNumber()).isTrue();
        assertThat(line.has("error")).isFalse();
    }

    @Test
    void valuesWithSpacesOrQuotesAreQuotedInText() {
        assertThat(new TextLines().doLayout(event("drain", Map.of("who", "alice \"the\" admin"))))
                .endsWith("drain who=\"alice \\\"the\\\" admin\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\u001b[2Jb", "a\u0085b", "a\u2028b", "a\u202eb", "a\u0000b"})
    void whatSomebodyWroteNeverBeginsALineNorMovesTheCursor(String hostile) throws JsonProcessingException {
        LoggingEvent event = event(hostile, Map.of("who", hostile));
        event.setThrowableProxy(new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException(hostile)));

        List<String> text = new TextLines().doLayout(event).lines().toList();
        String line = new JsonLines().doLayout(event);

        assertThat(text.get(0)).startsWith("2026-").contains("who=");
        assertThat(text.subList(1, text.size())).isNotEmpty().allMatch(one -> one.startsWith("    "));
        assertThat(String.join("", text)).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028]");
        assertThat(line.strip()).matches("[\\x20-\\x7e]+");
        assertThat(json(event).get("message").asText()).isEqualTo(hostile);
        assertThat(json(event).get("who").asText()).isEqualTo(hostile);
        assertThat(json(event).get("error").asText()).contains("IllegalStateException");
    }

    @Test
    void noNameOfAValueTakesThePlaceOfWhatIsAlwaysThere() throws JsonProcessingException {
        assertThat(json(event("words", Map.of("level", "DEBUG"))).get("level").asText())
                .isEqualTo("INFO");
    }

    @Test
    void aSecretIsAMaskInBothForms() {
        ILoggingEvent event = event("token", Map.of("token", new Secret("hunter2")));

        assertThat(new TextLines().doLayout(event)).endsWith("token=******\n");
        assertThat(new JsonLines().doLayout(event)).contains("\"token\":\"******\"");
    }

    private JsonNode json(ILoggingEvent event) throws JsonProcessingException {
        return new JsonMapper().readTree(new JsonLines().doLayout(event));
    }

    private LoggingEvent event(String words, Map<String, Object> values) {
        LoggingEvent event = new LoggingEvent(
                "", logs.getLogger("dev.pluginlb.control.ControlLoop"), Level.INFO, words, null, new Object[0]);
        event.setInstant(Instant.parse("2026-01-01T00:00:00.123456Z"));
        event.setThreadName("control-loop");
        values.forEach((name, value) -> event.addKeyValuePair(new KeyValuePair(name, value)));
        return event;
    }
}
