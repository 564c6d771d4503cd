package dev.pluginlb.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Calls a listener with sockets of its own, so that it can leave in the middle of a call.
 *
 * @param listen {@code ip:port}
 */
public record Caller(String listen) {

    private static final int HEX = 16;
    private static final String TENANT = "/plugin/00000000-0000-0000-0000-000000000000";
    public static final String SHORT = TENANT + "/dispatch/text_embedding/invoke";
    public static final String LONG = TENANT + "/dispatch/llm/invoke";
    public static final String HOOK = "/e/hook";

    public Call begin(String method, String path, String... headers) {
        return send(method, path, "", headers);
    }

    /** With a body. */
    public Call send(String method, String path, String body, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: test\r\n");
        if (!headersSay("Connection", headers)) {
            request.append("Connection: close\r\n");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        request.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body);
        return raw(request.toString());
    }

    private static boolean headersSay(String name, String... headers) {
        return IntStream.range(0, headers.length / 2).anyMatch(i -> headers[2 * i].equals(name));
    }

    /** Sends exactly that. */
    public Call raw(String request) {
        String[] place = listen.split(":", 2);
        try {
            Socket socket = new Socket(place[0], Integer.parseInt(place[1]));
            socket.setSoTimeout((int) LuaNginx.DEADLINE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new Call(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole answer. */
    public Reply call(String method, String path, String... headers) {
        return begin(method, path, headers).reply();
    }

    /** So many calls that stay, one after the other. */
    public List<Call> stay(int count, String path) {
        return IntStream.range(0, count)
                .mapToObj(i -> begin("POST", path, "X-Do", "stay"))
                .toList();
    }

    /** What came back; status 0 when nothing did. */
    public record Reply(int status, String body) {

        /** The body of an answer that came in chunks. */
        public String unchunked() {
            StringBuilder whole = new StringBuilder();
            String rest = body;
            while (true) {
                int line = rest.indexOf("\r\n");
                int length = line < 0 ? 0 : Integer.parseInt(rest.substring(0, line), HEX);
                if (length == 0) {
                    return whole.toString();
                }
                whole.append(rest, line + 2, line + 2 + length);
                rest = rest.substring(line + 2 + length + 2);
            }
        }
    }

    /** One call under way. */
    public record Call(Socket socket) {

        /** Reads until the connection ends. */
        public Reply reply() {
            try (socket) {
                String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                String[] parts = text.split("\r\n\r\n", 2);
                String[] words = parts[0].split(" ", 3);
                return parts.length < 2 ? new Reply(0, text) : new Reply(Integer.parseInt(words[1]), parts[1]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Waits for the first byte of the answer. */
        public Call awaitBegin() {
            try {
                InputStream in = socket.getInputStream();
                if (in.read() < 0) {
                    throw new AssertionError("no answer");
                }
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Says that nothing more comes, and still reads. */
        public Call sendNoMore() {
            try {
                socket.shutdownOutput();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Whether the other side has closed the connection, by now. */
        public boolean isCut() {
            try {
                socket.setSoTimeout(1);
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException open) {
                return false;
            } catch (IOException cut) {
                return true;
            }
        }

        /** The client goes without a word. */
        public void leave() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
