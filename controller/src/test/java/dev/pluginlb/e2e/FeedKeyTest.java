package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.cluster.Address;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what the front's own Nginx tells is learned, and always learned again. */
class FeedKeyTest {

    @TempDir
    Path folder;

    /** It could be sent by everybody who was logged in, and was believed. */
    @Test
    void aLineThatOurNginxDidNotSendTeachesNothing() throws IOException {
        try (Cluster cluster =
                LearningTest.listening(LearningTest.learning(folder).start(1))) {
            LearningTest.calls(cluster, 3, "5ms");
            LearningTest.awaitTotal(cluster, 3);
            long before = malformed(cluster);
            String fields = "7-1\t1\tPOST\t" + LearningTest.PATH + "\t" + Door.PLUGIN
                    + "\t200\t10.0.0.5:5002\t200\t0.001\t9.000\t100\t9.000" + "\tshort\tpool\t-";

            for (String key : List.of("", "-\t", "0123456789abcdef0123456789abcdef\t")) {
                send(cluster, "<190>Nov 21 20:54:33 pluginlb: " + key + fields);
            }

            await().atMost(Cluster.DEADLINE).until(() -> malformed(cluster) == before + 3);
            LearningTest.calls(cluster, 1, "5ms");
            LearningTest.awaitTotal(cluster, 4);
            assertThat(LearningTest.endpoint(cluster)
                            .orElseThrow()
                            .path("max_ms")
                            .asDouble())
                    .isLessThan(9000);
        }
    }

    /** Nginx has the former key until it reads its config again. */
    @ParameterizedTest
    @ValueSource(strings = {"lua", "reload"})
    void aKeyThatWasLostWhileTheControllerWasAwayIsMadeAnewAndNginxReadsIt(String driver) throws IOException {
        try (Cluster cluster =
                LearningTest.learning(folder).set("nginx.driver", driver).set("nginx.manage-process", "false")) {
            LearningTest.startBeside(cluster);
            cluster.stopController();
            Files.delete(cluster.dir().resolve("control/key"));
            Files.delete(cluster.dir().resolve("control/feed.key"));

            cluster.startController();

            await().atMost(Cluster.DEADLINE)
                    .until(() -> Files.exists(cluster.dir().resolve("control/feed.key"))
                            && cluster.admin().isProven());
            LearningTest.listening(cluster);
            await().atMost(Cluster.DEADLINE).ignoreExceptions().until(() -> {
                LearningTest.calls(cluster, 1, "5ms");
                return LearningTest.endpoint(cluster).isPresent();
            });
        }
    }

    private static long malformed(Cluster cluster) {
        return cluster.admin().stats().path("feed").path("malformed").asLong();
    }

    private static void send(Cluster cluster, String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        Address feed = Address.parse(cluster.setting("stats.listen"));
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), feed.port()));
        }
    }
}
