package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pluginlb.testing.ScratchFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Whatever answers a command in the place of a controller: one input is a number of {@link #COMMANDS}, a status, and after a line
 * feed the body of every answer; it is read as a stream of events, too. What is printed holds nothing that a terminal would obey,
 * and no failure is one of our own.
 */
public final class ReplyFuzzer implements AutoCloseable {

    private static final List<String> COMMANDS = List.of(
            "status",
            "nodes",
            "pools",
            "stats",
            "master",
            "plan",
            "diff",
            "history",
            "events --limit 0",
            "top --once",
            "reload",
            "drain n1",
            "drain n1 --wait 1ms",
            "undrain n1",
            "rollback",
            "rollback --resume",
            "status --output json",
            "events --output json");
    private static final String PRINTABLE = "[^\\p{Cc}\\p{Cf}\\u2028\\u2029\\n\\t]*";
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final ScratchFolder folder = new ScratchFolder();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server = server();
    private final Shell shell = new Shell(folder.path());
    private volatile int status;
    private volatile byte[] body = {};

    ReplyFuzzer() {
        shell.environment.put(
                "PLUGINLB_ADMIN", "http://127.0.0.1:" + server.getAddress().getPort());
        shell.environment.put("PLUGINLB_TOKEN", "a-token");
    }

    /** By this name Jazzer finds it. */
    public static void fuzzerTestOneInput(byte[] input) {
        Shared.FUZZER.use(input);
    }

    /** For as long as Jazzer's process lives. */
    private static final class Shared {
        private static final ReplyFuzzer FUZZER = new ReplyFuzzer();
    }

    void use(byte[] input) {
        String[] head = new String(input, StandardCharsets.ISO_8859_1).split("\n", 2)[0].split(" ", 2);
        int start = Math.min(input.length, String.join(" ", head).length() + 1);
        body = Arrays.copyOfRange(input, start, input.length);
        status = number(head.length > 1 ? head[1] : "", 200, 599);
        String command = COMMANDS.get(number(head[0], 0, COMMANDS.size() - 1));
        Shell.Ended ended = shell.line(command);
        assertPrintable(ended.out());
        assertPrintable(ended.err());
        assertThat(ended.err()).doesNotContain("should not have happened");
        assertThat(ended.code()).isBetween(0, 4);
        stream();
    }

    /** Whatever else it is, it ends. */
    private void stream() {
        EventReader reader = new EventReader();
        EventTable table = new EventTable(Look.PLAIN);
        try (StreamedLines lines = new StreamedLines(new ByteArrayInputStream(body))) {
            while (true) {
                reader.take(lines.next(AT_ONCE)).ifPresent(event -> assertPrintable(table.line(event)));
            }
        } catch (IOException end) {
            assertThat(end.getMessage()).doesNotContain("said nothing");
        }
    }

    private static void assertPrintable(String text) {
        assertThat(text.lines())
                .allMatch(line -> line.matches(PRINTABLE.replace("\\n", "")) || line.matches("[^\\p{Cc}]*\t.*"));
    }

    private static int number(String text, int least, int most) {
        return text.matches("[0-9]{1,4}") ? Math.max(least, Math.min(most, Integer.parseInt(text))) : least;
    }

    private HttpServer server() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/", this::answer);
            made.setExecutor(threads);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.length == 0 || status == 204 || status == 304 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        folder.close();
    }
}
