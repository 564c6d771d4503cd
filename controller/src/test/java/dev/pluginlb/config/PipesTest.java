package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pluginlb.testing.Background;
import dev.pluginlb.testing.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipe in the place of a file: whoever reads the configuration again waited for ever for somebody who writes into it, and nothing
 * told of it.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipesTest {

    @TempDir
    Path folder;

    private final ConfigLoader loader = new ConfigLoader(Loading.POLICIES, new ConfigText());

    /** Read again it gave nothing: a second after the start, all settings were the defaults. */
    @Test
    void whatAPipeGaveAtTheStartIsKept() {
        Path pipe = Pipe.at(folder.resolve("pipe"));
        Background.run(() -> Files.writeString(pipe, "health: { fall: 7 }"));

        assertThat(fall(pipe)).isEqualTo(7);
        assertThat(fall(pipe)).isEqualTo(7);
    }

    @Test
    void aFileThatTakesThePlaceOfThatPipeIsRead() throws IOException {
        Path file = Pipe.at(folder.resolve("pipe"));
        Background.run(() -> Files.writeString(file, "health: { fall: 7 }"));
        assertThat(fall(file)).isEqualTo(7);

        Files.delete(file);
        Files.writeString(file, "health: { fall: 8 }");

        assertThat(fall(file)).isEqualTo(8);
    }

    @Test
    void onlyWhatIsThereAtTheStartMayBeAPipe() throws IOException {
        Path file = Files.writeString(folder.resolve("file.yaml"), "health: { fall: 7 }");
        assertThat(fall(file)).isEqualTo(7);

        Pipe.at(file);

        assertThat(errors(ConfigSources.in(folder).withConfigFile(file)))
                .containsExactly("config: " + file + " (expected: a regular, readable UTF-8 file of at most 1 MiB)");
        Files.delete(file);
        Files.writeString(file, "health: { fall: 8 }");
        assertThat(fall(file)).isEqualTo(8);
    }

    @Test
    void aPasswordAndAnEnvFileAreInFiles() {
        Path pipe = Pipe.at(folder.resolve("pipe"));

        assertThat(errors(Loading.in(folder)
                        .env("PLUGINLB_REDIS_PASSWORD_FILE", pipe.toString())
                        .sources()))
                .singleElement()
                .asString()
                .startsWith("redis.password-file: " + pipe + " (expected: a regular, readable file with the password");
        assertThat(errors(ConfigSources.in(folder).withEnvFile(pipe)))
                .singleElement()
                .asString()
                .startsWith("env-file: " + pipe + " (expected: a regular, readable UTF-8 file");
    }

    private int fall(Path file) {
        return loader.load(ConfigSources.in(folder).withConfigFile(file))
                .settings()
                .health()
                .fall();
    }

    private List<String> errors(ConfigSources sources) {
        return catchThrowableOfType(ConfigException.class, () -> loader.load(sources))
                .errors();
    }
}
