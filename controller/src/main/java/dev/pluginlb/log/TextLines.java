package dev.pluginlb.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * The log for people: {@code 2026-01-01T00:00:00.123Z INFO  ControlLoop: live: +10.0.0.5:5002 version=3f0a took_ms=52}.
 *
 * <p>An event is one line, whatever its words hold: what would not be seen, or would begin another line, is escaped as in
 * JSON. The trace of an error follows, each line of it indented, so that none can pass for an event. Thread-safe.
 */
final class TextLines extends LayoutBase<ILoggingEvent> {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u2028\\u2029]");
    private static final Pattern BARE = Pattern.compile("[^\\s\"=\\\\]+");

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(200)
                .append(time(event))
                .append(String.format(" %-5s ", event.getLevel()))
                .append(simpleName(event.getLoggerName()))
                .append(": ")
                .append(escaped(event.getFormattedMessage()));
        pairs(event)
                .forEach(pair -> line.append(' ').append(pair.key).append('=').append(quoted(pair.value)));
        line.append('\n');
        trace(event.getThrowableProxy())
                .lines()
                .forEach(one -> line.append("    ")
                        .append(escaped(one.replace("\t", "  ")))
                        .append('\n'));
        return line.toString();
    }

    /** When it happened, in UTC, to the millisecond. */
    static Instant time(ILoggingEvent event) {
        return event.getInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What was said besides the words; Logback has null for nothing. */
    static List<KeyValuePair> pairs(ILoggingEvent event) {
        return Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
    }

    /** Empty where nothing was thrown. */
    static String trace(@Nullable IThrowableProxy thrown) {
        return thrown == null ? "" : ThrowableProxyUtil.asString(thrown);
    }

    private static String simpleName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String quoted(@Nullable Object value) {
        String text = String.valueOf(value);
        return BARE.matcher(text).matches()
                ? escaped(text)
                : '"' + escaped(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    private static String escaped(String text) {
        return UNSEEN.matcher(text)
                .replaceAll(match -> "\\" + escape(match.group().codePointAt(0)));
    }

    /** For a replacement, in which a backslash is written twice. */
    private static String escape(int unseen) {
        return unseen == '\n' ? "\\n" : String.format("\\u%04x", unseen);
    }
}
