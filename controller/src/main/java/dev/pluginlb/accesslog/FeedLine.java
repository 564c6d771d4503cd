package dev.pluginlb.accesslog;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.StartedRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads one line of the feed, as {@code templates/feed.conf.ftl} has Nginx write it: a syslog header, then fields with a
 * tab between them, of which the first is the key of the Nginx that tells it.
 *
 * <p>Nginx escapes tabs, quotes and control characters in what clients send ({@code escape=default} of
 * {@code log_format}), so that a value can never pass for two. Values are not unescaped: a path that needed it names no
 * endpoint.
 *
 * @see <a href="https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format">log_format</a>
 */
public final class FeedLine {

    /** What stands before the first field; also tells our lines from what others may send to the port. */
    public static final String TAG = " pluginlb: ";

    /** The same of a request that begins: the worker, its id, and its endpoint as Nginx names it. */
    static final String STARTED = " pluginlb_started: ";

    private static final String MARK = " pluginlb";
    private static final String NONE = "-";

    /** Listeners that long requests wait at: no node has a file for an address. */
    private static final String OUR_OWN = "unix:";

    private static final int FIELDS = 16;
    private static final int MOST_IN_FLIGHT = 1_000_000;
    private static final int LONGEST_VALUE = 4096;
    private static final int MOST_TRIES = 32;
    private static final int HIGHEST_WEIGHT = 1000;

    private final String line;
    private int position;

    private FeedLine(String line, int start) {
        this.line = line;
        this.position = start;
    }

    /** Whether whoever sent it knows the key; how long that takes tells nothing of it. */
    static boolean bears(byte[] key, String line) {
        int tag = line.indexOf(MARK);
        int begin = line.indexOf(' ', tag + 1) + 1;
        int end = line.indexOf('\t', begin);
        return tag >= 0
                && begin > 0
                && end >= 0
                && MessageDigest.isEqual(key, line.substring(begin, end).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** By what stands before the fields, where no client has a say: a header or a path may hold either tag. */
    static boolean isStart(String line) {
        return line.startsWith(STARTED, line.indexOf(MARK));
    }

    /** The request whose end a line tells, also where the rest of it cannot be read. */
    static Optional<String> endOf(String line) {
        int mark = line.indexOf(MARK);
        int id = line.indexOf('\t', mark) + 1;
        int tab = line.indexOf('\t', id);
        return mark >= 0 && line.startsWith(TAG, mark) && id > 0 && tab >= 0
                ? Optional.of(line.substring(id, tab))
                : Optional.empty();
    }

    /** @throws IllegalArgumentException as {@link #parse} does */
    static StartedRequest parseStart(String line) {
        FeedLine start = new FeedLine(line, line.indexOf(MARK) + STARTED.length());
        start.next();
        return new StartedRequest(
                number("worker", start.next(), Integer.MAX_VALUE), start.next(), new EndpointKey(start.last()));
    }

    /** @throws IllegalArgumentException if it is no such line; the message says what is wrong, without the line */
    public static FinishedRequest parse(String line) {
        int mark = line.indexOf(MARK);
        if (mark < 0 || !line.startsWith(TAG, mark)) {
            throw new IllegalArgumentException("header: (expected: one with the tag" + TAG.stripTrailing() + ")");
        }
        FeedLine end = new FeedLine(line, mark + TAG.length());
        end.next();
        return end.request();
    }

    private FinishedRequest request() {
        String id = next();
        long weight = number("weight", next(), HIGHEST_WEIGHT);
        String method = next();
        String path = next();
        String plugin = next();
        int status = (int) number("status", next(), 999);
        List<FinishedRequest.Try> tries = tries(next(), next(), next(), next());
        long bytes = number("bytes", next(), Long.MAX_VALUE);
        Duration took = Millis.parse(next())
                .orElseThrow(() -> new IllegalArgumentException("request time: - (expected: seconds)"));
        String requestClass = next();
        String pool = next();
        OptionalInt before = before(last());
        return new FinishedRequest(
                method,
                path,
                plugin.equals(NONE) ? "" : plugin,
                status,
                tries,
                bytes,
                took,
                weight,
                requestClass,
                pool,
                id,
                before);
    }

    private static OptionalInt before(String text) {
        return text.equals(NONE)
                ? OptionalInt.empty()
                : OptionalInt.of((int) number("in flight", text, MOST_IN_FLIGHT));
    }

    /** Nginx lists the tries of a request with commas, and with colons after an internal redirect. */
    private static List<FinishedRequest.Try> tries(String addresses, String statuses, String firstBytes, String times) {
        if (addresses.equals(NONE)) {
            return List.of();
        }
        List<String> each = listed(addresses);
        List<String> status = listed(statuses);
        List<String> firstByte = listed(firstBytes);
        List<String> took = listed(times);
        int count = each.size();
        if (status.size() != count || firstByte.size() != count || took.size() != count) {
            throw new IllegalArgumentException("tries: " + count + " addresses (expected: as many of each)");
        }
        List<FinishedRequest.Try> tries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (each.get(i).startsWith(OUR_OWN)) {
                continue;
            }
            tries.add(new FinishedRequest.Try(
                    each.get(i), tryStatus(status.get(i)), Millis.parse(firstByte.get(i)), Millis.parse(took.get(i))));
        }
        return tries;
    }

    private static int tryStatus(String text) {
        return text.equals(NONE) ? 0 : (int) number("upstream status", text, 999);
    }

    private static List<String> listed(String text) {
        if (text.indexOf(' ') < 0) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start <= text.length() && parts.size() <= MOST_TRIES) {
            int space = text.indexOf(' ', start);
            String part = space < 0 ? text.substring(start) : text.substring(start, space);
            // "a, b : c": a comma sticks to what is before it, a colon stands alone.
            if (!part.equals(":")) {
                parts.add(part.endsWith(",") ? part.substring(0, part.length() - 1) : part);
            }
            start = space < 0 ? text.length() + 1 : space + 1;
        }
        if (parts.size() > MOST_TRIES) {
            throw new IllegalArgumentException("tries: (expected: at most " + MOST_TRIES + ")");
        }
        return parts;
    }

    private String next() {
        int tab = line.indexOf('\t', position);
        if (tab < 0) {
            throw new IllegalArgumentException("fields: too few (expected: " + FIELDS + ")");
        }
        return field(tab);
    }

    private String last() {
        if (line.indexOf('\t', position) >= 0) {
            throw new IllegalArgumentException("fields: too many (expected: " + FIELDS + ")");
        }
        return field(line.length());
    }

    private String field(int end) {
        if (end - position > LONGEST_VALUE) {
            throw new IllegalArgumentException("field: too long (expected: at most " + LONGEST_VALUE + " characters)");
        }
        String value = line.substring(position, end);
        position = end + 1;
        return value;
    }

    private static long number(String name, String text, long highest) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= highest) {
                return number;
            }
        } catch (NumberFormatException no) {
            // Told below, as a number out of range is.
        }
        throw new IllegalArgumentException(name + ": (expected: a number from 0 to " + highest + ")");
    }

    /** Times as Nginx writes them: seconds with three digits after the point. */
    private static final class Millis {

        private static final long LONGEST = Duration.ofDays(30).toMillis();

        private Millis() {}

        /** Empty for {@code -}, which stands where there is no such time. */
        static Optional<Duration> parse(String text) {
            if (text.equals(NONE)) {
                return Optional.empty();
            }
            int point = text.indexOf('.');
            if (point < 1 || text.length() - point != 4) {
                throw new IllegalArgumentException("time: (expected: seconds with three digits after the point)");
            }
            long seconds = number("time", text.substring(0, point), LONGEST / 1000);
            long millis = number("time", text.substring(point + 1), 999);
            return Optional.of(Duration.ofMillis(seconds * 1000 + millis));
        }
    }
}
