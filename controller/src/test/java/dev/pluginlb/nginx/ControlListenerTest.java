package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.render.Front;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenFront;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.testing.NginxProcess;
import dev.pluginlb.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlListenerTest {

    @TempDir
    Path folder;

    private Exchanges exchanges;

    @BeforeEach
    void start() throws IOException {
        exchanges = Exchanges.start();
    }

    @AfterEach
    void stop() {
        exchanges.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "tcp"})
    void aRunningNginxTellsItsVersionAndWorker(String kind) {
        Front front = GivenFront.in(folder);
        if (kind.equals("tcp")) {
            front = GivenFront.withControl(front, "127.0.0.1:" + Ports.free());
        }
        try (NginxProcess nginx = NginxProcess.in(folder, front)) {
            var config = new Renderer(front, Optional.empty()).render(GivenPlan.roundRobin(GivenCluster.up(1)));
            nginx.put(config);
            nginx.start();

            ControlListener.Live live = nginx.control().ask().orElseThrow();

            assertThat(live.version()).isEqualTo(config.version());
            assertThat(ProcessHandle.of(live.worker())).isPresent();
        }
    }

    @Test
    void nobodyIsNoAnswer() throws IOException {
        assertThat(socket().ask()).isEmpty();
        assertThat(new ControlListener("127.0.0.1:" + Ports.free(), exchanges).ask())
                .isEmpty();
        Files.createFile(folder.resolve("control.sock"));
        assertThat(socket().ask()).isEmpty();
    }

    @Test
    void somethingElseThatAnswersIsNoAnswerOfOurs() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<html>It works!</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try {
            assertThat(new ControlListener("127.0.0.1:" + server.getAddress().getPort(), exchanges).ask())
                    .isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aSocketThatADeadNginxLeftIsRemovedOnceItIsOld() throws IOException {
        Path socket = leftBehind();
        socket().removeStaleSocket(Instant.now());
        assertThat(socket).exists();

        socket().removeStaleSocket(Instant.now().plusSeconds(6));

        assertThat(socket).doesNotExist();
    }

    @Test
    void aSocketOnWhichSomebodyListensStays() throws IOException {
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(folder.resolve("control.sock")));

            socket().removeStaleSocket(Instant.now().plusSeconds(60));

            assertThat(folder.resolve("control.sock")).exists();
        }
    }

    @Test
    void whereThereIsNoSocketNothingIsRemoved() throws IOException {
        socket().removeStaleSocket(Instant.now());
        new ControlListener("127.0.0.1:1", exchanges).removeStaleSocket(Instant.now());

        assertThat(folder).isEmptyDirectory();
    }

    private Path leftBehind() throws IOException {
        Path socket = folder.resolve("control.sock");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
        }
        return socket;
    }

    private ControlListener socket() {
        return new ControlListener("unix:" + folder.resolve("control.sock"), exchanges);
    }
}
