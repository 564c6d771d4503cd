package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleFileTest {

    @TempDir
    Path folder;

    @Test
    void theExampleGivesEveryKeyItsDefaultInTheOrderOfTheTable() throws IOException {
        EffectiveConfig example = Loading.in(folder).file(text()).effective();
        EffectiveConfig defaults = new ConfigLoader(Loading.POLICIES).load(ConfigSources.in(folder.resolve("none")));
        assertThat(example.settings()).isEqualTo(defaults.settings());
        assertThat(example.rows())
                .allMatch(row -> row.origin().startsWith("file pluginlb.yaml:"))
                .extracting(ConfigRow::key, ConfigRow::value)
                .isEqualTo(defaults.rows().stream()
                        .map(row -> org.assertj.core.groups.Tuple.tuple(row.key(), row.value()))
                        .toList());
        assertThat(example.print().lines().map(line -> Integer.valueOf(line.substring(line.lastIndexOf(':') + 1))))
                .isSorted();
    }

    @Test
    void theExampleNamesEveryNameOfDify() throws IOException {
        assertThat(text())
                .contains(Keys.ALL.stream()
                        .flatMap(key -> key.difyNames().stream())
                        .map(DifyName::name)
                        .toList());
    }

    private static String text() throws IOException {
        try (InputStream in = ExampleFileTest.class.getResourceAsStream("/pluginlb.example.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
