package dev.pluginlb.exchange;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What is asked, and how long and how much the reply may be.
 *
 * @param to TCP or Unix socket; a name that was not looked up is never reached
 * @param limits what is waited for at most
 * @param head request line and fields as they are sent, without the empty line; empty for a connection only
 * @param body what follows; empty for nothing
 */
public record Question(SocketAddress to, Limits limits, String head, String body) {

    private static final Pattern TARGET = Pattern.compile("/[!-~]*");
    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z0-9-]+");
    private static final Pattern FIELD_VALUE = Pattern.compile("[ -~]*");

    /**
     * @param time from the question to the last byte of the reply; connecting is part of it
     * @param longestBody in bytes
     */
    public record Limits(Duration time, int longestBody) {}

    /**
     * A GET.
     *
     * @param host what the field {@code Host} says
     * @throws IllegalArgumentException if the path is none, or something could not stand in a field
     */
    public static Question get(SocketAddress to, String host, String path, Limits limits) {
        checked("path", path, TARGET);
        return new Question(to, limits, "GET " + path + " HTTP/1.1", "")
                .with("Host", host)
                .with("Connection", "close");
    }

    /** Whether a connection can be made; nothing is sent over it. */
    public static Question connection(SocketAddress to, Duration time) {
        return new Question(to, new Limits(time, 0), "", "");
    }

    boolean isOfConnectionOnly() {
        return head.isEmpty();
    }

    /** The same as a PUT of this text. */
    public Question putting(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return new Question(to, limits, "PUT" + head.substring("GET".length()), text)
                .with("Content-Type", "text/plain;charset=utf-8")
                .with("Content-Length", Integer.toString(length));
    }

    /** @throws IllegalArgumentException if they cannot stand in a field */
    public Question with(String field, String value) {
        String line = checked("field", field, FIELD_NAME) + ": " + checked(field, value, FIELD_VALUE);
        return new Question(to, limits, head + "\r\n" + line, body);
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap((head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
    }

    private static String checked(String what, String value, Pattern rule) {
        if (!rule.matcher(value).matches()) {
            throw new IllegalArgumentException(what + ": not sent as it is (expected: " + rule + ")");
        }
        return value;
    }
}
