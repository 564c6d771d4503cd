package dev.pluginlb.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.admin.Everything;
import dev.pluginlb.admin.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/metrics.md} against a real answer. Its tables are written anew by {@code mvn test -Dtest=MetricsReferenceTest
 * -Dgolden.update=true}.
 */
class MetricsReferenceTest {

    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final Pattern TABLE = Pattern.compile("(?s)(<!-- metrics: begin -->\n).*?(<!-- metrics: end -->)");
    private static final String OURS = "pluginlb_";

    private static final Running ADMIN = new Running();
    private static final String ANSWER = answer();

    private static String answer() {
        Everything.happensTo(ADMIN.controller);
        return ADMIN.get("/metrics").body();
    }

    @AfterAll
    static void stop() {
        ADMIN.close();
    }

    @Test
    void everyMetricStandsThereWithItsLabelsAndItsHelp() throws IOException {
        String page = Files.readString(PAGE);
        String wanted = TABLE.matcher(page).replaceFirst("$1" + Matcher.quoteReplacement(table()) + "$2");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/metrics.md; -Dgolden.update=true writes its table anew")
                .isEqualTo(wanted);
    }

    @Test
    void everyMetricOfTheJvmIsNamedThere() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(families())
                .filteredOn(family -> !family.name().startsWith(OURS))
                .isNotEmpty()
                .allSatisfy(family -> assertThat(page).contains("`" + family.name() + "`"));
    }

    @Test
    void everyMetricHasAHelpText() {
        assertThat(families())
                .allSatisfy(
                        family -> assertThat(family.help()).as(family.name()).isNotBlank());
    }

    @Test
    void promtoolFindsNothingToBlame() {
        assertThat(Promtool.check(Path.of("."), ANSWER, "check", "metrics")).isEqualTo("exit 0");
    }

    private static List<Exposition.Family> families() {
        return List.copyOf(Exposition.of(ANSWER).families().values());
    }

    private static String table() {
        return "| metric | type | tells |\n|---|---|---|\n"
                + families().stream()
                        .filter(family -> family.name().startsWith(OURS))
                        .sorted(Comparator.comparing(Exposition.Family::name))
                        .map(family -> "| `" + family.name() + labels(family.labels()) + "` | " + family.type() + " | "
                                + family.help() + " |\n")
                        .collect(Collectors.joining());
    }

    private static String labels(Set<String> labels) {
        return labels.isEmpty() ? "" : "{" + String.join(",", labels) + "}";
    }
}
