package dev.pluginlb.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.Main;
import dev.pluginlb.bench.scale.Controller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short form of {@code scripts/soak.sh}: everything is measured, and a leak that is made on purpose is found. */
class SoakTest {

    private static final List<String> PLUGINLB = List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());

    @TempDir
    Path folder;

    @Test
    void everythingIsMeasuredAndConnectionsThatNobodyClosesAreFound() throws Exception {
        // Long enough for the samples that a slope needs on a machine where each takes a second.
        Course course = new Course("lua", 1, Duration.ofSeconds(9), Duration.ofMillis(500), Duration.ofSeconds(4));
        List<Socket> leak = new ArrayList<>();
        try (Rhythm rhythm = new Rhythm()) {
            SoakResult result = course.run(
                    PLUGINLB,
                    controller -> rhythm.every(
                            Duration.ofMillis(100), Duration.ZERO, "leak", () -> leak.add(connectionTo(controller))));
            SoakPlot.write(result, folder.resolve("plot.png"));
            result.write(folder.resolve("result.json"));

            assertThat(result.of(Measure.HANDLES).verdict())
                    .as(result.judged().toString())
                    .isEqualTo(Verdict.GROWS);
            assertThat(result.passed()).isFalse();
            assertThat(result.faults()).isEmpty();
            assertThat(result.failures()).isEmpty();
            assertThat(result.samples())
                    .hasSizeGreaterThan(3)
                    .allSatisfy(sample -> assertThat(sample.values()).containsOnlyKeys(Measure.values()))
                    .allSatisfy(sample ->
                            assertThat(sample.values().get(Measure.HEAP)).isBetween(1.0, 160.0));
            assertThat(result.counts())
                    .allSatisfy((what, count) -> assertThat(count)
                            .as(what)
                            .matches(number -> what.equals("requests left open") ? number == 0 : number > 0));
            assertThat(folder.resolve("plot.png")).isNotEmptyFile();
            assertThat(folder.resolve("result.json")).isNotEmptyFile();
        } finally {
            leak.forEach(SoakTest::close);
        }
    }

    private static Socket connectionTo(Controller controller) throws IOException {
        URI admin = URI.create(controller.admin());
        return new Socket(admin.getHost(), admin.getPort());
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
