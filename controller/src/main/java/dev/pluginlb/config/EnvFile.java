package dev.pluginlb.config;

import dev.pluginlb.disk.RegularFile;
import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A {@code .env} file as Dify has it; names that mean nothing to pluginlb are passed over.
 *
 * <p>Shells, Docker and the many dotenv libraries disagree about {@code #}, {@code $}, {@code \} and quotes. A line that
 * they could read differently is refused for the names that matter here, instead of being read in one of the ways.
 */
final class EnvFile {

    static final String KEY = "env-file";

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern CLEAR = Pattern.compile("(?:'[^']*'|\"[^\"$\\\\`]*\"|[^\\s'\"#$\\\\`]*)(?:\\s+#.*)?");
    private static final String RULE =
            "NAME=value on one line, each name once; a value with spaces or # in quotes, with $ or \\ in single quotes";

    private final Path name;
    private final Problems problems;

    private EnvFile(Path name, Problems problems) {
        this.name = name;
        this.problems = problems;
    }

    /**
     * The variables that pluginlb knows.
     *
     * @param name the file as it was named, for people
     * @param file where it is
     */
    static List<Variable> read(Path name, Path file, Problems problems) {
        try {
            return new EnvFile(name, problems).variables(RegularFile.text(file), entries(file.toAbsolutePath()));
        } catch (IOException | DotenvException | StringIndexOutOfBoundsException e) {
            // The last one is the library's answer to control characters around a quoted value.
            problems.add(KEY, name.toString(), ConfigText.RULE, new Origin("env-file " + name));
            problems.mayPass();
            return List.of();
        }
    }

    private static Map<String, String> entries(Path file) {
        Dotenv dotenv = Dotenv.configure()
                .directory(file.resolveSibling("").toString())
                .filename(file.getName(file.getNameCount() - 1).toString())
                .ignoreIfMalformed()
                .load();
        return dotenv.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE).stream()
                .collect(Collectors.toMap(DotenvEntry::getKey, DotenvEntry::getValue, (first, second) -> second));
    }

    private List<Variable> variables(String text, Map<String, String> entries) {
        Map<String, Variable> variables = new HashMap<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && Variable.isOurs(matcher.group(1))) {
                variable(line, matcher.group(2), Optional.ofNullable(entries.get(matcher.group(1))))
                        .filter(value -> !variables.containsKey(matcher.group(1)))
                        .ifPresentOrElse(
                                value -> variables.put(matcher.group(1), named(matcher.group(1), value)),
                                () -> refuse(matcher.group(1)));
            }
        }
        return List.copyOf(variables.values());
    }

    /** The value, when it can be read in one way only; the library leaves single quotes in place. */
    private static Optional<String> variable(String line, String written, Optional<String> parsed) {
        boolean clear = CLEAR.matcher(written).matches() && !line.strip().startsWith("export");
        return parsed.filter(value -> clear)
                .map(value -> written.startsWith("'") ? value.substring(1, value.length() - 1) : value);
    }

    private Variable named(String variable, String value) {
        return new Variable(variable, value, Origin.envFile(name, variable));
    }

    private void refuse(String variable) {
        problems.add(variable, Secret.MASK, RULE, Origin.envFile(name, variable));
    }
}
