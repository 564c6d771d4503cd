package dev.pluginlb.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.PluginId;
import dev.pluginlb.cluster.PluginReport;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes are asked over real connections; whatever they do, there is a report. */
class PluginPagesTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String PAGE =
            "# TYPE plugin_runtime_status gauge\nplugin_runtime_status{plugin_id=\"a/b\",runtime_type=\"local\"} 1\n";

    private final List<PluginReport> reports = new CopyOnWriteArrayList<>();
    private final List<String> marks = new CopyOnWriteArrayList<>();
    private Exchanges exchanges;
    private HttpServer server;
    private PluginPages pages;

    /** What a node answers. */
    private record Page(int status, String type, String body) {}

    @BeforeEach
    void start() throws IOException {
        exchanges = Exchanges.start();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        pages = new PluginPages(exchanges, reports::add);
    }

    @AfterEach
    void end() {
        pages.close();
        server.stop(0);
        exchanges.close();
    }

    @Test
    void aNodeIsAskedAtOnceWithTheMarkThatFrontsRefuse() {
        answers(new Page(200, "text/plain; version=0.0.4; charset=utf-8", PAGE));
        pages.watch(Set.of(node()), Set.of());

        assertThat(report()).isEqualTo(PluginReport.of(node(), Set.of(new PluginId("a/b"))));
        assertThat(marks).containsExactly("1");
    }

    /** Sooner than its next turn would come. */
    @Test
    void oneThatMayHaveBeenReplacedIsAskedAgainAtOnce() {
        answers(new Page(200, "text/plain", PAGE));
        pages.watch(Set.of(node()), Set.of());
        report();
        pages.watch(Set.of(node()), Set.of(node()));

        await().atMost(Duration.ofSeconds(8)).until(() -> !reports.isEmpty());
    }

    @Test
    void anAnswerThatIsNotOfThisKindSaysNothing() {
        for (Page page : List.of(
                new Page(404, "application/json", "{\"code\":\"not_found\"}"),
                new Page(421, "application/json", PAGE),
                new Page(301, "text/html", PAGE),
                new Page(500, "text/plain", PAGE),
                new Page(200, "text/html", "<html><body>hello</body></html>"),
                new Page(200, "text/plain", ""),
                new Page(200, "text/plain", PAGE + "# " + "x".repeat(2_000_000)))) {
            answers(page);
            pages.read(node());

            assertThat(report()).as(page.status() + " " + page.type()).isEqualTo(PluginReport.silent(node()));
        }
    }

    @Test
    void aCharsetThatDoesNotExistDoesNotMatter() {
        answers(new Page(200, "text/plain; charset=no such one", PAGE));
        pages.read(node());

        assertThat(report().plugins()).isPresent();
    }

    @Test
    void aNodeThatNeverAnswersSaysNothing() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Address silent = new Address("127.0.0.1", mute.getLocalPort());
            pages.read(silent);

            assertThat(report()).isEqualTo(PluginReport.silent(silent));
        }
    }

    @Test
    void aNodeThatRefusesSaysNothing() {
        Address nobody = new Address("127.0.0.1", Ports.free());
        pages.read(nobody);

        assertThat(report()).isEqualTo(PluginReport.silent(nobody));
    }

    private Address node() {
        return new Address("127.0.0.1", server.getAddress().getPort());
    }

    /** The next one. */
    private PluginReport report() {
        await().atMost(DEADLINE).until(() -> !reports.isEmpty());
        return reports.remove(0);
    }

    private void answers(Page page) {
        try {
            server.removeContext("/metrics/");
        } catch (IllegalArgumentException none) {
            assertThat(reports).isEmpty();
        }
        server.createContext("/metrics/", exchange -> answer(exchange, page));
    }

    private void answer(HttpExchange exchange, Page page) throws IOException {
        marks.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Pluginlb-Probe")));
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.type());
        exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
