package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of an attempt that was cut off, with a real Nginx. */
class ApplierCrashTest extends OnNginx {

    /** Where an attempt to replace the first config by the second one may be cut off. */
    enum Step {
        HALF_WRITTEN,
        WRITTEN_AND_TESTED,
        HALF_SWITCHED,
        SWITCHED,
        RELOADED
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aCrashAtAnyStepLeavesAnNginxThatStartsAndServes(Step crash) throws IOException {
        assertThat(ours().apply(first).result()).isEqualTo(Result.PROVEN);
        goUntil(crash);
        nginx.kill();
        nginx.control().removeStaleSocket(Instant.now().plusSeconds(6));

        assertThat(nginx.nginx().test(nginx.main()).succeeded()).isTrue();
        nginx.start();
        assertThat(nginx.live()).isPresent();
        assertThat(nginx.status("/anything")).isEqualTo(404);

        ours().recover();
        assertThat(nginx.releases().current()).contains(nginx.live().orElseThrow());
        assertThat(ours().apply(second).result()).isEqualTo(Result.PROVEN);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void afterACrashAtAnyStepTheNextStartOfPluginlbMakesGoodWithNginxRunningOn(Step crash) throws IOException {
        assertThat(ours().apply(first).result()).isEqualTo(Result.PROVEN);
        goUntil(crash);
        awaitOneAnswer();
        Optional<String> live = nginx.live();

        ours().recover();

        assertThat(nginx.live()).isEqualTo(live);
        assertThat(nginx.releases().current()).isEqualTo(live);
        assertThat(nginx.nginx().test(nginx.main()).succeeded()).isTrue();
    }

    /** For a moment after a reload old and new workers answer in turn. */
    private void awaitOneAnswer() {
        await().until(() -> Stream.generate(nginx::live).limit(20).distinct().count() == 1);
    }

    private void goUntil(Step crash) throws IOException {
        switch (crash) {
            case HALF_WRITTEN -> {
                Path half = folder.resolve("releases/." + second.version() + ".new");
                Files.createDirectory(half);
                Files.writeString(half.resolve("classes.conf"), "map {");
            }
            case WRITTEN_AND_TESTED -> nginx.releases().write(second);
            case HALF_SWITCHED -> {
                nginx.releases().write(second);
                Files.createSymbolicLink(folder.resolve(".current.new"), Path.of("releases", second.version()));
            }
            case SWITCHED -> nginx.put(second);
            case RELOADED -> {
                nginx.put(second);
                assertThat(nginx.nginx().reload().succeeded()).isTrue();
                await().until(() ->
                        nginx.live().filter(second.version()::equals).isPresent());
            }
        }
    }
}
