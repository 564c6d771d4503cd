package dev.pluginlb.simulate;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as logs have them, wherever they stand in a text: {@code $msec} (1785000005.123), {@code $time_iso8601}, {@code
 * $time_local} (21/Nov/2026:10:00:00 +0000), and that of syslog (Nov 21 10:00:00), which is taken for one of 2000, so that
 * only differences count.
 */
final class LogTime {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);
    private static final DateTimeFormatter SYSLOG = new DateTimeFormatterBuilder()
            .appendPattern("MMM ppd HH:mm:ss")
            .parseDefaulting(ChronoField.YEAR, 2000)
            .toFormatter(Locale.ROOT);

    private static final Pattern MSEC = Pattern.compile("\\b\\d{9,11}(?:\\.\\d+)?\\b");
    private static final List<Form> FORMS = List.of(
            new Form("\\d{4}-\\d\\d-\\d\\dT\\S+", DateTimeFormatter.ISO_OFFSET_DATE_TIME),
            new Form("\\d\\d/\\w{3}/\\d{4}:\\S+ [+-]\\d{4}", LOCAL),
            new Form("[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d", SYSLOG));

    private LogTime() {}

    /** @throws IllegalArgumentException if there is none */
    static double parse(String text) {
        for (Form form : FORMS) {
            Matcher found = form.pattern.matcher(text);
            if (found.find()) {
                return form.seconds(found.group());
            }
        }
        Matcher number = MSEC.matcher(text);
        if (number.find()) {
            return Double.parseDouble(number.group());
        }
        throw new IllegalArgumentException("time: (expected: $msec, $time_iso8601, $time_local or that of syslog)");
    }

    private record Form(Pattern pattern, DateTimeFormatter formatter) {

        Form(String pattern, DateTimeFormatter formatter) {
            this(Pattern.compile(pattern), formatter);
        }

        double seconds(String text) {
            TemporalAccessor time = formatter.parse(text);
            OffsetDateTime moment = time.isSupported(ChronoField.OFFSET_SECONDS)
                    ? OffsetDateTime.from(time)
                    : LocalDateTime.from(time).atOffset(ZoneOffset.UTC);
            return moment.toEpochSecond() + moment.getNano() / 1e9;
        }
    }
}
