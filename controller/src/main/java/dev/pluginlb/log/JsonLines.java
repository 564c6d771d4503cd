package dev.pluginlb.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log for machines: one JSON object a line, of ASCII alone. {@code ts} (UTC), {@code level}, {@code logger}, {@code
 * thread} and {@code message} are always there; then what the event says besides its words, under its own names, numbers as
 * numbers; {@code error} is the trace of what was thrown. Thread-safe.
 */
final class JsonLines extends LayoutBase<ILoggingEvent> {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ts", TextLines.time(event).toString());
        fields.put("level", event.getLevel().toString());
        fields.put("logger", event.getLoggerName());
        fields.put("thread", event.getThreadName());
        fields.put("message", event.getFormattedMessage());
        TextLines.pairs(event).forEach(pair -> fields.putIfAbsent(pair.key, plain(pair.value)));
        String trace = TextLines.trace(event.getThrowableProxy());
        if (!trace.isEmpty()) {
            fields.put("error", trace);
        }
        try {
            return JSON.writeValueAsString(fields) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Never an object of ours, whose fields nobody has looked through for secrets. */
    private static Object plain(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }
}
