package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pluginlb.nginx.ApplyOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whatever is asked of the admin API by somebody who has the token: one input is the request line without its protocol, the
 * headers, and after an empty line the body. Every answer is a whole one of a form that is described, and holds neither markup nor
 * what a terminal would obey.
 */
public final class RequestFuzzer implements AutoCloseable {

    private static final Pattern REPLY = Pattern.compile(
            "HTTP/1\\.1 (?<status>[0-9]{3}) [A-Za-z ]+\\r\\n(?<fields>(?:[A-Za-z-]+: ?[\\x20-\\x7e]*\\r\\n)*)\\r\\n(?<body>.*)",
            Pattern.DOTALL);
    private static final int PATIENCE_MS = 10_000;

    private final ObjectMapper json = new ObjectMapper();
    private final Running admin = new Running();

    RequestFuzzer() {
        Everything.happensTo(admin.controller);
        admin.controller.endWith(ApplyOutcome.Result.PROVEN, Everything.LIVE, "");
    }

    /** By this name Jazzer finds it. */
    public static void fuzzerTestOneInput(byte[] input) {
        Shared.FUZZER.use(input);
    }

    /** For as long as Jazzer's process lives. */
    private static final class Shared {
        private static final RequestFuzzer FUZZER = new RequestFuzzer();
    }

    void use(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        // It would go on for ever.
        if (text.contains("event-stream")) {
            return;
        }
        String reply = exchange(text);
        // Nothing comes back where Jetty cannot tell where the request ends, or which protocol it is of.
        if (!reply.isEmpty()) {
            check(reply);
        }
    }

    private String exchange(String text) {
        String[] parts = text.split("\n\n", 2);
        String body = parts.length > 1 ? parts[1] : "";
        String[] head = parts[0].split("\n", 2);
        String request = head[0] + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + Running.TOKEN + "\r\nContent-Length: " + body.length() + "\r\n"
                + (head.length > 1 ? head[1].replace("\n", "\r\n") + "\r\n" : "") + "\r\n" + body;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(String reply) {
        Matcher parts = REPLY.matcher(reply);
        assertThat(parts.matches()).as(reply).isTrue();
        int status = Integer.parseInt(parts.group("status"));
        assertThat(status).as(reply).isNotEqualTo(500).isBetween(200, 511);
        String fields = parts.group("fields");
        String body = parts.group("body");
        assertThat(fields).contains("X-Content-Type-Options: nosniff");
        if (fields.contains("json") && !body.isEmpty() && !fields.contains("chunked")) {
            assertThat(isJson(body)).as(body).isTrue();
            assertThat(body).matches("[\\x20-\\x7e\\n]*");
        }
        if (status >= 400) {
            assertThat(fields).contains("application/problem+json");
        }
    }

    private boolean isJson(String body) {
        try {
            return json.readTree(body) != null;
        } catch (IOException broken) {
            return false;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
