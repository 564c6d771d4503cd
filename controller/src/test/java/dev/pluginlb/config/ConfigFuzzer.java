package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.ScratchFolder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whatever an operator writes: one input is the YAML file, then, after a form feed, the file of {@code --env-file}, then lines
 * {@code NAME=value} of the environment. It is either settings, or errors that name their key.
 */
public final class ConfigFuzzer implements AutoCloseable {

    private final ScratchFolder folder = new ScratchFolder();

    /** By this name Jazzer finds it. */
    public static void fuzzerTestOneInput(byte[] input) {
        Shared.FUZZER.use(input);
    }

    /** For as long as Jazzer's process lives. */
    private static final class Shared {
        private static final ConfigFuzzer FUZZER = new ConfigFuzzer();
    }

    void use(byte[] input) {
        String[] parts = new String(input, StandardCharsets.ISO_8859_1).split("\f", 3);
        Loading loading = Loading.in(folder.path()).file(parts[0]).envFile(parts.length > 1 ? parts[1] : "");
        if (parts.length > 2) {
            loading = loading.env(variables(parts[2]));
        }
        try {
            EffectiveConfig config = loading.effective();
            assertThat(config.rows()).hasSameSizeAs(Keys.ALL);
            assertThat(new ConfigLoader(Loading.POLICIES)
                            .load(loading.sources())
                            .settings())
                    .isEqualTo(config.settings());
        } catch (ConfigException refused) {
            assertThat(refused.errors()).isNotEmpty().allMatch(line -> line.contains("(expected: "));
        }
    }

    private static String[] variables(String lines) {
        return List.of(lines.split("\n", -1)).stream()
                .filter(line -> line.indexOf('=') > 0)
                .flatMap(line -> List.of(line.split("=", 2)).stream())
                .toArray(String[]::new);
    }

    @Override
    public void close() {
        folder.close();
    }
}
