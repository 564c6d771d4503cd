package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    @TempDir
    Path folder;

    @Test
    void lineEndsOfWindowsAndAByteOrderMarkDoNoHarm() {
        Loading loading = Loading.in(folder).file("\ufeffredis:\r\n  host: redis\r\n  db: 1\r\n");
        assertThat(loading.row("redis.db")).isEqualTo(new ConfigRow("redis.db", "1", "file pluginlb.yaml:3"));
        assertThat(loading.row("redis.host").value()).isEqualTo("redis");
    }

    @Test
    void aControlCharacterIsRefusedRawAndEscaped() {
        assertThat(Loading.in(folder).file("redis: {host: a\0b}").errors()).hasSize(1);
        assertThat(Loading.in(folder).file("redis: {username: \"a\\0b\"}").errors())
                .containsExactly("redis.username: a?b (expected: text of up to 512 characters)");
        assertThat(Loading.in(folder).file("redis: {username: \"a\\nb\"}").errors())
                .hasSize(1);
    }

    @Test
    void hugeValuesAreRefusedInOneShortLine() {
        for (String huge : new String[] {"9".repeat(5000), "x".repeat(5000), "1." + "9".repeat(5000)}) {
            assertThat(Loading.in(folder).file("redis: {port: " + huge + "}").errors())
                    .singleElement()
                    .asString()
                    .hasSizeLessThan(200);
        }
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(Loading.in(folder)
                        .file("redis: " + "[".repeat(5000) + "]".repeat(5000))
                        .errors())
                .hasSize(1);
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Files.write(folder.resolve("pluginlb.yaml"), new byte[] {'a', (byte) 0xff});
        assertThat(Loading.in(folder).errors())
                .containsExactly("config: pluginlb.yaml (expected: a regular, readable UTF-8 file of at most 1 MiB)");
        Files.write(folder.resolve("pluginlb.yaml"), new byte[(1 << 20) + 1]);
        assertThat(Loading.in(folder).errors()).hasSize(1);
    }

    @Test
    void aKeyThatIsNoNameIsUnknown() {
        assertThat(Loading.in(folder).file("1: x\n'': y\n<<: {a: b}\n").errors())
                .hasSize(3);
        assertThat(Loading.in(folder).file("? [a]\n: b\n").errors()).isNotEmpty();
    }

    @Test
    void thePrintedConfigurationIsAlignedAndInTheOrderOfTheTable() {
        String print = Loading.in(folder)
                .file("redis:\n  host: redis\n")
                .env("PLUGINLB_REDIS_USERNAME", "a b")
                .effective()
                .print();
        assertThat(print.lines().limit(3))
                .containsExactly(
                        "redis.host: redis                       # file pluginlb.yaml:2",
                        "redis.port: 6379                        # default",
                        "redis.username: \"a b\"                   # env PLUGINLB_REDIS_USERNAME");
        assertThat(print.lines()).hasSize(Keys.ALL.size());
    }
}
