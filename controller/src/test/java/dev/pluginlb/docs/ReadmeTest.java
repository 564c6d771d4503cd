package dev.pluginlb.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cli.CheckCommand;
import dev.pluginlb.cli.DemoCommand;
import dev.pluginlb.cli.Pluginlb;
import dev.pluginlb.cli.RenderCommand;
import dev.pluginlb.cli.RunCommand;
import dev.pluginlb.cli.SimulateCommand;
import dev.pluginlb.cli.StandInCommand;
import dev.pluginlb.cli.Surroundings;
import dev.pluginlb.config.KeyDescription;
import dev.pluginlb.testing.NoProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents name exists: commands with their options, settings, files. */
class ReadmeTest {

    private static final Path TOP = Path.of("..");
    private static final Set<String> SECTIONS = KeyDescription.all().stream()
            .map(KeyDescription::key)
            .map(ReadmeTest::section)
            .collect(Collectors.toSet());

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandWithItsOptionsExists(String document) throws IOException {
        for (MatchResult command :
                find("(?:scripts/|`)pluginlb ([a-z]+(?:-[a-z]+)*)((?: (?:--[a-z-]+|[^-`\\s|]\\S*))*)", document)) {
            String name = command.group(1);
            var subcommand = commands().get(name);
            assertThat(subcommand).as("pluginlb " + name).isNotNull();
            for (MatchResult option : Pattern.compile("--[a-z-]+")
                    .matcher(command.group(2))
                    .results()
                    .toList()) {
                assertThat(subcommand.getCommandSpec().findOption(option.group()))
                        .as(command.group())
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everySettingExists(String document) throws IOException {
        Set<String> keys =
                KeyDescription.all().stream().map(KeyDescription::key).collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        find("`([a-z]+(?:-[a-z]+)*(?:\\.[a-z]+(?:-[a-z]+)*)+)`", document).stream()
                .map(match -> match.group(1))
                .filter(name -> SECTIONS.contains(section(name)))
                .filter(name -> !name.matches(".*\\.(conf|pid)"))
                .forEach(named::add);

        assertThat(keys).containsAll(named);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyFileThatIsLinkedExists(String document) throws IOException {
        for (MatchResult link : find("\\]\\(([^)#:]+)\\)", document)) {
            assertThat(TOP.resolve(document).resolveSibling(link.group(1))).exists();
        }
    }

    @Test
    void everyCommandIsInTheReadme() throws IOException {
        String readme = Files.readString(TOP.resolve("README.md"));

        assertThat(commands().entrySet().stream()
                        .filter(command -> !command.getValue()
                                .getCommandSpec()
                                .usageMessage()
                                .hidden())
                        .map(Map.Entry::getKey))
                .allSatisfy(name -> assertThat(readme).containsPattern("[` ]" + name + "[` )]"));
    }

    /** All that people read first, and where it leads them. */
    static Stream<String> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(TOP.resolve("docs"))) {
            List<String> found = docs.map(file -> TOP.relativize(file).toString())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of("README.md", "RATIONALE.md"), found.stream());
        }
    }

    private static String section(String key) {
        return key.substring(0, (key + ".").indexOf('.'));
    }

    private static List<MatchResult> find(String regex, String document) throws IOException {
        return Pattern.compile(regex)
                .matcher(Files.readString(TOP.resolve(document)))
                .results()
                .toList();
    }

    private static Map<String, picocli.CommandLine> commands() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Surroundings here = new Surroundings(Map.of(), Path.of(""), nowhere, nowhere);
        NoProgram program = new NoProgram();
        return Pluginlb.create(
                        here,
                        List.of(
                                new RunCommand(here, program),
                                new SimulateCommand(here),
                                new DemoCommand(here, program),
                                new StandInCommand(program),
                                new RenderCommand(here, program),
                                new CheckCommand(here, program)))
                .getSubcommands();
    }
}
