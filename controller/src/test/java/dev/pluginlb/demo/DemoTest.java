package dev.pluginlb.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /**
     * On SIGTERM the thread that reports woke up and began to close before the hook did; the hook found nothing to do and
     * returned, so the process ended in the midst of it: Redis, Nginx and nodes stayed.
     */
    @Test
    void whoClosesWhileAnotherDoesReturnsWhenAllHasEnded() {
        Slow controller = new Slow();
        StringWriter said = new StringWriter();
        Demo demo = new Demo(
                new DemoOptions(1, "reload", Optional.empty(), DemoOptions.Load.NONE),
                controller,
                new PrintWriter(said, true));
        CompletableFuture<Void> reporting = CompletableFuture.runAsync(() -> run(demo));
        await().atMost(DEADLINE).until(() -> said.toString().contains("Try:"));
        CompletableFuture<Void> first = CompletableFuture.runAsync(demo::close);
        await().atMost(DEADLINE).until(() -> controller.ending.getCount() == 0);

        Thread here = Thread.currentThread();
        CompletableFuture<Void> letting = CompletableFuture.runAsync(() -> {
            await().atMost(DEADLINE).until(() -> here.getState() == Thread.State.BLOCKED || controller.isGivenUp);
            controller.mayEnd.countDown();
        });
        demo.close();
        boolean allHadEnded = !controller.folder().toFile().exists();

        controller.isGivenUp = true;
        CompletableFuture.allOf(reporting, first, letting).join();
        assertThat(allHadEnded).isTrue();
    }

    private static void run(Demo demo) {
        try (demo) {
            demo.run();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** A controller that ends when it may, and a node that only is there. */
    private static final class Slow implements Demo.Surface, Demo.Controller {

        final CountDownLatch ending = new CountDownLatch(1);
        final CountDownLatch mayEnd = new CountDownLatch(1);
        private volatile Map<String, String> settings = Map.of();
        private volatile boolean isGivenUp;

        Path folder() {
            return Path.of(settings.getOrDefault("state-dir", "")).resolveSibling("");
        }

        @Override
        public Demo.Controller start(Map<String, String> given) {
            settings = given;
            return this;
        }

        @Override
        public List<String> controller() {
            return List.of();
        }

        @Override
        public List<String> standIn() {
            return List.of("sh", "-c", "exec sleep 60");
        }

        @Override
        public Demo.Health health() {
            return new Demo.Health(1, true, "1");
        }

        @Override
        public void close() {
            ending.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
