package dev.pluginlb.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pluginlb.admin.Everything;
import dev.pluginlb.admin.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code scripts/monitoring} brings for Prometheus and Grafana. */
class MonitoringFilesTest {

    private static final Path FOLDER = Path.of("../scripts/monitoring");
    private static final Pattern PROMQL = Pattern.compile("(?s)```promql\n(.*?)```");
    /** Prometheus adds these to every series. */
    private static final Set<String> TARGET = Set.of("job", "instance");

    private static final Running ADMIN = new Running();

    @BeforeAll
    static void everythingHappens() {
        Everything.happensTo(ADMIN.controller);
    }

    @AfterAll
    static void stop() {
        ADMIN.close();
    }

    @Test
    void theRulesAndTheConfigAreWhatPrometheusTakes() {
        assertThat(Promtool.check(FOLDER, "", "check", "rules", "alerts.yaml")).endsWith("exit 0");
        assertThat(Promtool.check(FOLDER, "", "check", "config", "prometheus.yaml"))
                .endsWith("exit 0");
    }

    @Test
    void everyAlertFiresWhenItShouldAndNotBefore() {
        assertThat(Promtool.check(FOLDER, "", "test", "rules", "alerts_test.yaml"))
                .endsWith("exit 0");
    }

    @Test
    void everyAlertIsTestedAndSaysWhatToDo() throws IOException {
        String tests = Files.readString(FOLDER.resolve("alerts_test.yaml"));

        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            String name = alert.get("alert").asText();
            assertThat(tests).contains(name);
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).isNotBlank();
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo("docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
        });
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void everySeriesThatIsAskedForExistsAndHasTheLabels(String text) {
        Map<String, Exposition.Family> series =
                Exposition.of(ADMIN.get("/metrics").body()).series();
        Expression expression = new Expression(text);
        Set<String> offered = new HashSet<>(TARGET);

        assertThat(expression.series()).isNotEmpty();
        expression.series().forEach((name, labels) -> {
            Set<String> known = new HashSet<>(TARGET);
            if (!name.equals("up")) {
                assertThat(series).as(text).containsKey(name);
                known.addAll(series.get(name).labels());
            }
            assertThat(known).as("labels of " + name + " in " + text).containsAll(labels);
            offered.addAll(known);
        });
        offered.add("le");
        assertThat(offered).as(text).containsAll(expression.grouping());
    }

    static Stream<String> expressions() throws IOException {
        String page = Files.readString(Path.of("../docs/metrics.md"));
        return Stream.of(
                        alerts().stream().map(alert -> alert.get("expr").asText()),
                        Dashboard.read().expressions().stream(),
                        PROMQL.matcher(page)
                                .results()
                                .flatMap(block -> block.group(1).lines()))
                .flatMap(Function.identity());
    }

    @Test
    void panelsHaveIdsOfTheirOwnAndDoNotCoverEachOther() {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : Dashboard.read().panels()) {
            assertThat(ids.add(panel.get("id").asInt())).isTrue();
            JsonNode place = panel.get("gridPos");
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    int column = place.get("x").asInt() + x;
                    assertThat(column).isBetween(0, 23);
                    assertThat(cells.add(column + " " + (place.get("y").asInt() + y)))
                            .as(panel.get("title").asText())
                            .isTrue();
                }
            }
        }
    }

    private static List<JsonNode> alerts() throws IOException {
        JsonNode rules = new YAMLMapper()
                .readTree(FOLDER.resolve("alerts.yaml").toFile())
                .at("/groups/0/rules");
        return StreamSupport.stream(rules.spliterator(), false).toList();
    }
}
