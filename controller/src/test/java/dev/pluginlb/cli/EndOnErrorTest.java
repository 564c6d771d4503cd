package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.e2e.ChildJvm;
import dev.pluginlb.task.TaskThread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After five seconds without a free file handle, a controller did nothing any more and said that all was well. */
class EndOnErrorTest {

    @TempDir
    Path folder;

    /** Also one whose thread is an executor's, which would have kept it for somebody who asks. */
    @ParameterizedTest
    @ValueSource(strings = {"class", "task"})
    void aProcessWhoseThreadMissesAClassEndsAndSaysWhy(String how) throws Exception {
        try (ChildJvm child = ChildJvm.run(Fails.class, folder, List.of(), Map.of(), how)) {
            assertThat(child.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.process().exitValue()).isEqualTo(1);
            assertThat(said(child))
                    .contains("thread loop failed, the process ends")
                    .contains("dev/pluginlb/Missing");
        }
    }

    /** It went on without that thread: a controller that looked at Nginx no more took a dead one for living. */
    @Test
    void aProcessThatCannotEvenLogWhyEndsAllTheSame() throws Exception {
        try (ChildJvm child = ChildJvm.run(Fails.class, folder, List.of(), Map.of(), "unspeakable")) {
            assertThat(child.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.process().exitValue()).isEqualTo(1);
            assertThat(said(child))
                    .contains("thread loop failed, the process ends")
                    .contains("it cannot be logged");
        }
    }

    @Test
    void anExceptionIsOnlySaid() throws Exception {
        try (ChildJvm child = ChildJvm.run(Fails.class, folder, List.of(), Map.of(), "exception")) {
            assertThat(child.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.process().exitValue()).isEqualTo(7);
            assertThat(said(child)).contains("thread loop failed").doesNotContain("the process ends");
        }
    }

    private static String said(ChildJvm child) throws Exception {
        return Files.readString(child.output())
                + Files.readString(child.output().resolveSibling(child.output().getFileName() + ".err"));
    }

    /** A program with a loop that fails. */
    static final class Fails {

        private Fails() {}

        public static void main(String[] args) throws InterruptedException {
            EndOnError.heed();
            if (args[0].equals("task")) {
                new TaskThread("loop").repeat(Duration.ofMillis(1), Fails::missAClass);
                new CountDownLatch(1).await();
            }
            if (args[0].equals("unspeakable")) {
                new TaskThread("loop").repeat(Duration.ofMillis(1), Fails::missTheLogToo);
                new CountDownLatch(1).await();
            }
            Thread loop = new Thread(
                    () -> {
                        if (args[0].equals("class")) {
                            missAClass();
                        }
                        throw new IllegalStateException("for once");
                    },
                    "loop");
            loop.start();
            loop.join();
            if (args[0].equals("class")) {
                new CountDownLatch(1).await(); // as a daemon whose other threads go on
            }
            System.exit(7);
        }

        private static void missTheLogToo() {
            throw new NoClassDefFoundError("dev/pluginlb/Missing") {
                private static final long serialVersionUID = 1L;

                @Override
                public String getMessage() {
                    throw new NoClassDefFoundError("a class of the log");
                }
            };
        }

        private static void missAClass() {
            throw new NoClassDefFoundError("dev/pluginlb/Missing");
        }
    }
}
