package dev.pluginlb.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A request as it came over a connection from Nginx, which always says the length of a body. */
record ReceivedRequest(List<String> lines, int bodyLength) {

    private static final String END = "\r\n\r\n";

    /** Empty at the end of the connection. */
    static Optional<ReceivedRequest> read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int end = 0;
        while (end < END.length()) {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            head.write(next);
            end = next == END.charAt(end) ? end + 1 : next == '\r' ? 1 : 0;
        }
        List<String> lines =
                Arrays.asList(head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n", -1));
        int length = header(lines, "Content-Length").map(Integer::valueOf).orElse(0);
        return Optional.of(new ReceivedRequest(lines, in.readNBytes(length).length));
    }

    Optional<String> header(String name) {
        return header(lines, name);
    }

    boolean keepsConnection() {
        return lines.get(0).endsWith("/1.1")
                && header("Connection").filter("close"::equals).isEmpty();
    }

    private static Optional<String> header(List<String> lines, String name) {
        String begin = name.toLowerCase(Locale.ROOT) + ": ";
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .findFirst();
    }
}
