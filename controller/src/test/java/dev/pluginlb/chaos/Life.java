package dev.pluginlb.chaos;

import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.e2e.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One node from its start to its end.
 *
 * @param ran the file of the requests it ran
 * @param nodeId new with each life, as with the official daemon
 */
record Life(ChildJvm process, Path ran, String nodeId, int port) {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** It listens when this returns. */
    static Life begin(Path folder, Path ran, int port, int redisPort, int hoursAhead) {
        ChildJvm process = ChildJvm.run(
                NodeMain.class,
                folder,
                List.of("-Xmx48m", "-Dlogback.configurationFile=logback-silent.xml"),
                Map.of(),
                ran.toString(),
                Integer.toString(hoursAhead),
                "--listen=127.0.0.1:" + port,
                "--redis-port=" + redisPort,
                "--heartbeat=500ms",
                "--vote=0ms");
        await().atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> said(process).endsWith("\n"));
        return new Life(process, ran, said(process).strip().split(" ", 2)[1], port);
    }

    private static String said(ChildJvm process) {
        if (!process.process().isAlive()) {
            throw new IllegalStateException("a node has ended: " + process.log());
        }
        try {
            return Files.readString(process.output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flips one of its switches, see {@link StandInDaemon}. */
    void tell(String wish) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/stand-in/" + wish))
                .timeout(Duration.ofSeconds(5))
                .POST(BodyPublishers.noBody())
                .build();
        int status = CLIENT.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException(wish + ": HTTP " + status);
        }
    }

    List<String> requests() throws IOException {
        return Files.readAllLines(ran);
    }
}
