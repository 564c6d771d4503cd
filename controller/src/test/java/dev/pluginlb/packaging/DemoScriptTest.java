package dev.pluginlb.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cli.DemoCommand;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Option;

/** {@code scripts/demo.sh}. */
class DemoScriptTest {

    /** Whoever only wanted to read them waited for a build. */
    @Test
    void itsOptionsAreToldWithoutAnythingToBuildOrToRun(@TempDir Path folder) throws IOException {
        Path alone = Files.copy(Path.of("../scripts/demo.sh"), folder.resolve("demo.sh"));

        Shell help = Shell.run("bash", alone.toString(), "--no-load", "--help");

        assertThat(help.exit()).as(help.output()).isZero();
        assertThat(options())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(help.output().lines())
                        .anyMatch(line -> line.strip().startsWith(option.names()[0]) && line.contains(words(option))));
    }

    private static List<Option> options() {
        return Stream.of(DemoCommand.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Option.class))
                .map(DemoScriptTest::option)
                .toList();
    }

    private static Option option(Field field) {
        return Objects.requireNonNull(field.getAnnotation(Option.class));
    }

    /** But for the default, which the script has as it is. */
    private static String words(Option option) {
        return String.join(" ", option.description()).replace(" (${DEFAULT-VALUE})", "");
    }
}
