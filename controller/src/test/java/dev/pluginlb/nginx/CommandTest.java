package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void whatAProgramPrintsAndHowItEndsIsTheResult() {
        Command.Result result = Command.run(List.of("sh", "-c", "echo out; echo err >&2; exit 3"), LIMIT);

        assertThat(result).isEqualTo(new Command.Result(3, "out\nerr\n"));
        assertThat(result.succeeded()).isFalse();
        assertThat(Command.run(List.of("true"), LIMIT).succeeded()).isTrue();
    }

    @Test
    void anArgumentIsNeverReadByAShell() {
        assertThat(Command.run(List.of("echo", "$(id); `id` | id > /dev/null"), LIMIT)
                        .output())
                .isEqualTo("$(id); `id` | id > /dev/null\n");
    }

    @Test
    void aProgramThatDoesNotEndInTimeIsKilled(@TempDir Path folder) throws Exception {
        Path pid = folder.resolve("pid");
        Instant begun = Instant.now();

        Command.Result result =
                Command.run(List.of("sh", "-c", "echo $$ > " + pid + "; exec sleep 60"), Duration.ofMillis(500));

        assertThat(result.exit()).isEqualTo(-1);
        assertThat(result.output()).contains("no end within");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(LIMIT));
    }

    @Test
    void aDaemonThatKeepsTheOutputOpenHoldsNobodyUp() {
        Instant begun = Instant.now();

        Command.Result result = Command.run(List.of("sh", "-c", "sleep 8 & echo started"), LIMIT);

        assertThat(result).isEqualTo(new Command.Result(0, "started\n"));
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void aProgramThatReadsItsInputFindsItsEnd() {
        assertThat(Command.run(List.of("cat"), LIMIT)).isEqualTo(new Command.Result(0, ""));
    }

    @Test
    void aProgramThatIsNotThereIsABadResult() {
        Command.Result result = Command.run(List.of("/no/such/nginx", "-t"), LIMIT);

        assertThat(result.succeeded()).isFalse();
        assertThat(result.output()).contains("/no/such/nginx");
    }

    @Test
    void endlessOutputIsCutOff() {
        assertThat(Command.run(List.of("sh", "-c", "yes | head -c 1000000"), LIMIT)
                        .output())
                .hasSize(16 * 1024);
    }
}
