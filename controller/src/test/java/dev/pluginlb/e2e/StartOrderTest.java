package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.testing.SideBySide;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a power cut the machines come back as they like: nobody says which part starts first. */
class StartOrderTest {

    private static final int AT_A_TIME = 6;
    private static final int NODES = 2;

    private enum Part {
        REDIS,
        NGINX,
        CONTROLLER,
        NODES
    }

    @TempDir
    Path folder;

    @Test
    void inWhateverOrderThePartsStartTheRightConfigIsLiveInTheEndAndNodesAnswer() throws InterruptedException {
        QuickSettings.open(folder);
        List<List<Part>> orders = orders(List.of(Part.values()));
        assertThat(orders).hasSize(24).doesNotHaveDuplicates();

        Map<String, SideBySide.Work> starts = new LinkedHashMap<>();
        orders.forEach(order -> starts.put(order.toString(), new Start(order)::serves));
        SideBySide.run(AT_A_TIME, starts);
    }

    private static List<List<Part>> orders(List<Part> parts) {
        return parts.isEmpty()
                ? List.of(List.of())
                : parts.stream()
                        .flatMap(first -> orders(without(first, parts)).stream()
                                .map(rest -> Stream.concat(Stream.of(first), rest.stream())
                                        .toList()))
                        .toList();
    }

    private static List<Part> without(Part one, List<Part> parts) {
        return parts.stream().filter(part -> part != one).toList();
    }

    /** One order, in a folder and with parts of its own; Nginx is in the hands of somebody else. */
    private final class Start {

        private final List<Part> order;

        Start(List<Part> order) {
            this.order = order;
        }

        void serves() {
            try (Cluster cluster = Cluster.in(home());
                    NginxMaster nginx = PlainNginx.under(cluster)) {
                cluster.redis().stop();
                for (Part part : order) {
                    start(part, cluster, nginx);
                }
                cluster.awaitServing(NODES);
                assertThat(Upstreams.serversIn(cluster.current("upstreams.conf")))
                        .containsExactlyInAnyOrderElementsOf(cluster.nodes().stream()
                                .map(node -> "127.0.0.1:" + node.port())
                                .toList());
                assertThat(cluster.admin().live())
                        .isEqualTo(cluster.admin().wanted())
                        .isEqualTo(versionIn(cluster.dir()));
                assertThat(cluster.internal().call().status()).isEqualTo(200);
            }
        }

        private Path home() {
            try {
                return Files.createTempDirectory(folder, "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void start(Part part, Cluster cluster, NginxMaster nginx) {
            switch (part) {
                case REDIS -> cluster.redis().restart();
                case NGINX -> nginx.start();
                case CONTROLLER -> {
                    cluster.startController();
                    awaitFirstLook(cluster);
                }
                case NODES -> IntStream.range(0, NODES).forEach(i -> cluster.join());
            }
        }

        /** What comes after it shall find a controller that has already seen what is missing. */
        private static void awaitFirstLook(Cluster cluster) {
            await().atMost(Cluster.DEADLINE)
                    .until(() -> cluster.admin().isProven()
                            || !cluster.admin().results().isEmpty()
                            || !cluster.admin().reasons().equals("[]"));
        }

        private static String versionIn(Path dir) {
            try {
                return Files.readSymbolicLink(dir.resolve("current"))
                        .getFileName()
                        .toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
