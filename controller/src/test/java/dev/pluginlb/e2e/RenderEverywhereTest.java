package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderEverywhereTest {

    @TempDir
    Path folder;

    @Test
    void theSameClusterGivesTheSameBytesInAnyOrder() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String first = renderHere(snapshot(random));

        assertThat(renderHere(snapshot(random))).as("seed %d", seed).isEqualTo(first);
        assertThat(first).contains("127.0.0.12:5002");
    }

    @Test
    void theSameClusterGivesTheSameBytesInAnyLocaleAndTimeZone() throws IOException {
        String snapshot = snapshot(new Random(1));
        ChildJvm elsewhere = ChildJvm.run(
                folder,
                List.of(
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        "-Duser.variant=",
                        "-Duser.extensions=u-nu-arab",
                        "-Duser.timezone=Asia/Kathmandu",
                        "-Dfile.encoding=ISO-8859-1"),
                Map.of("LC_ALL", "C"),
                "render",
                "--snapshot",
                file(snapshot).toString());

        assertThat(elsewhere.awaitOutput()).isEqualTo(renderHere(snapshot));
    }

    private String renderHere(String snapshot) throws IOException {
        Terminal.Ended ended = new Terminal(folder, Map.of()).type("render --snapshot " + file(snapshot));
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended.out();
    }

    private Path file(String snapshot) throws IOException {
        return Files.writeString(folder.resolve("snapshot.json"), snapshot);
    }

    /** A thousand-odd weights, so that a number in another notation would show. */
    private static String snapshot(Random order) {
        List<String> nodes = new ArrayList<>(IntStream.rangeClosed(1, 20)
                .mapToObj(
                        i -> "{\"id\":\"n%d\",\"address\":\"127.0.0.%d:5002\",\"weight\":%d}".formatted(i, i, 1000 + i))
                .toList());
        Collections.shuffle(nodes, order);
        return nodes.stream().collect(Collectors.joining(",", "{\"main\":\"n3\",\"nodes\":[", "]}"));
    }
}
