package dev.pluginlb.simulate;

import dev.pluginlb.accesslog.FeedLine;
import dev.pluginlb.traffic.EndpointKeys;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.KeyForm;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads lines of access logs.
 *
 * <p>A line of the feed (with the tag {@code pluginlb:}) is one whatever the expression. Every other line has to fit the
 * expression, whose groups {@code time}, {@code method}, {@code path} and {@code took} (seconds) are needed, while {@code
 * upstream} (seconds, the last of several counts) and {@code plugin} are optional. {@link #COMBINED} is Nginx's combined
 * format followed by {@code $request_time} and, optionally, {@code $upstream_response_time}.
 */
public final class LogFormat {

    public static final String COMBINED =
            "^\\S+ \\S+ \\S+ \\[(?<time>[^\\]]+)\\] \"(?<method>[A-Z]+) (?<path>[^ ?\"]+)[^\"]*\""
                    + " \\d{3} \\S+ \"[^\"]*\" \"[^\"]*\" (?<took>[0-9.]+)(?: (?<upstream>[0-9.,: -]+))?$";

    private static final Pattern PARTS = Pattern.compile("[ ,:]+");
    private final Pattern pattern;
    private final EndpointKeys keys = new EndpointKeys(KeyForm.ROUTE_PLUGIN);

    /** @throws IllegalArgumentException if it is no regular expression, or lacks a group that is needed */
    public LogFormat(String expression) {
        this.pattern = Pattern.compile(expression);
        for (String group : new String[] {"time", "method", "path", "took"}) {
            if (!expression.contains("(?<" + group + ">")) {
                throw new IllegalArgumentException(
                        "--log-pattern: no group " + group + " (expected: time, method, path, took)");
            }
        }
    }

    /** Empty where a line tells of no request that a node has served. */
    Optional<LogEntry> read(String line) {
        try {
            return line.contains(FeedLine.TAG) ? feed(line) : plain(line);
        } catch (IllegalArgumentException | DateTimeException | StackOverflowError unreadable) {
            // Counted by the caller with the others that tell nothing. Some expressions need stack for each character.
            return Optional.empty();
        }
    }

    private Optional<LogEntry> feed(String line) {
        FinishedRequest request = FeedLine.parse(line);
        double end = LogTime.parse(line.substring(0, line.indexOf(FeedLine.TAG)));
        Optional<Duration> work = request.lastTry().flatMap(FinishedRequest.Try::took);
        return work.flatMap(time -> keys.of(request.method(), request.path(), request.pluginId())
                .map(key -> new LogEntry(end, seconds(request.took()), seconds(time), key, request.weight())));
    }

    private Optional<LogEntry> plain(String line) {
        Matcher fields = pattern.matcher(line);
        if (!fields.find()) {
            return Optional.empty();
        }
        double took = Double.parseDouble(group(fields, "took"));
        double work = last(group(fields, "upstream"), took);
        double end = LogTime.parse(group(fields, "time"));
        return keys.of(group(fields, "method"), group(fields, "path"), group(fields, "plugin"))
                .map(key -> new LogEntry(end, took, work, key, 1));
    }

    private static double last(String times, double otherwise) {
        String[] parts = PARTS.split(times.strip(), -1);
        String last = parts[parts.length - 1];
        return last.isEmpty() || last.equals("-") ? otherwise : Double.parseDouble(last);
    }

    private String group(Matcher fields, String name) {
        String value = pattern.pattern().contains("(?<" + name + ">") ? fields.group(name) : null;
        return value == null ? "" : value;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
