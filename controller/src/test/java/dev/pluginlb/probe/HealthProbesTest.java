package dev.pluginlb.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.exchange.Question;
import dev.pluginlb.exchange.Reply;
import dev.pluginlb.testing.Ports;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthProbesTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<ProbeResult> results = new CopyOnWriteArrayList<>();

    /** It threw, and the probe had no result: such a node could neither join nor leave. */
    @Test
    void aCharsetThatDoesNotExistDoesNotMatter() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health/check", exchange -> {
            byte[] page = "{\"active_dispatch_requests\":2}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=none-such");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try (Exchanges exchanges = Exchanges.start();
                HealthProbes probes = new HealthProbes(
                        exchanges, new HealthProbes.Rules("/health/check", LONG, LONG), results::add)) {
            probes.probe(new Address("127.0.0.1", server.getAddress().getPort()));

            await().atMost(LONG).until(() -> !results.isEmpty());
            assertThat(results.get(0).inFlight()).hasValue(2);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"200, true", "302, true", "399, true", "400, false", "503, false"})
    void howHighAGoodStatusMayBeIsSaid(int status, boolean good) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(probed(
                                    new HealthProbes.Page("/health", 399),
                                    server.getAddress().getPort())
                            .failure()
                            .isEmpty())
                    .isEqualTo(good);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aConnectionThatOpensIsEnoughWhereNothingIsAsked() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(probed(new HealthProbes.Connection(), silent.getLocalPort())
                            .failure())
                    .isEmpty();
            try (Socket connection = silent.accept()) {
                assertThat(connection.getInputStream().read()).isEqualTo(-1);
            }
        }
        assertThat(probed(new HealthProbes.Connection(), Ports.free()).failure().map(Object::toString))
                .hasValue("Connection refused");
    }

    /** Without a file handle left all nodes seemed to be down. */
    @Test
    void whatCouldNotBeAskedSaysNothingOfTheNode() throws Exception {
        Exchanges exchanges = Exchanges.start();
        exchanges.close();
        try (HealthProbes probes =
                new HealthProbes(exchanges, new HealthProbes.Rules("/health/check", LONG, LONG), results::add)) {
            Question question = NodePage.of(new Address("127.0.0.1", 1), "/", new Question.Limits(LONG, 1));
            assertThat(exchanges.ask(question)).isInstanceOf(Reply.Unasked.class);

            probes.probe(new Address("127.0.0.1", 1));

            assertThat(results).isEmpty();
        }
    }

    private ProbeResult probed(HealthProbes.Sign sign, int port) throws Exception {
        results.clear();
        try (Exchanges exchanges = Exchanges.start();
                HealthProbes probes =
                        new HealthProbes(exchanges, new HealthProbes.Rules(sign, LONG, LONG), results::add)) {
            probes.probe(new Address("127.0.0.1", port));
            await().atMost(LONG).until(() -> !results.isEmpty());
            return results.get(0);
        }
    }
}
