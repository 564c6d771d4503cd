package dev.pluginlb.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.PluginId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MetricsPageTest {

    private static final String HEAD = """
            # HELP plugin_runtime_status Current status of plugin runtime (1=active, 0.5=launching, 0=stopped)
            # TYPE plugin_runtime_status gauge
            """;

    @Example
    void aPluginRunsWhenItsProcessIsHereAndActive() {
        assertThat(read(HEAD
                        + "go_goroutines 41\n"
                        + status("a/runs", "local", "1")
                        + status("a/launches", "local", "0.5")
                        + status("a/stopped", "local", "0")
                        + status("a/elsewhere", "serverless", "1")))
                .containsExactly("a/runs");
    }

    @Example
    void whatIsWrittenInAnotherWayMeansTheSame() {
        assertThat(
                        read(
                                "plugin_runtime_status{ runtime_type = \"local\" , plugin_id=\"a/b\", note=\"}\\\"{\",} +1.0 1700000000\r\n"))
                .containsExactly("a/b");
    }

    @Example
    void metricsWithoutAWordOfPluginsAreOfANodeThatRunsNone() {
        assertThat(MetricsPage.read("# TYPE go_goroutines gauge\ngo_goroutines 41\n"))
                .contains(Set.of());
    }

    @Example
    void anyOtherPageSaysNothing() {
        for (String page :
                List.of("", "\n\n", "<html><body># TYPE x gauge</body></html>", "{\"status\":\"ok\"}", "\0\1\2")) {
            assertThat(MetricsPage.read(page)).as(page).isEmpty();
        }
    }

    @Example
    void aLineThatIsNearlyRightIsPassedOver() {
        for (String line : List.of(
                status("A/b", "local", "1"),
                status("a", "local", "1"),
                status("a/b\\n", "local", "1"),
                status("a/b\\\",x=\\\"", "local", "1"),
                status("a/b", "local", "10"),
                status("a/b", "local", "1e999"),
                status("a/b", "local", "NaN"),
                status("a/b", "local", ""),
                "plugin_runtime_status{plugin_id=\"a/b\"} 1\n",
                "plugin_runtime_status{plugin_id=\"a/b\",runtime_type=\"local\" 1\n",
                "plugin_runtime_status{note=\"plugin_id=\\\"a/b\\\"\",runtime_type=\"local\"} 1\n",
                "plugin_runtime_status{] ,plugin_id=\"a/b\",runtime_type=\"local\"} 1\n",
                "plugin_runtime_status_total{plugin_id=\"a/b\",runtime_type=\"local\"} 1\n",
                "x plugin_runtime_status{plugin_id=\"a/b\",runtime_type=\"local\"} 1\n",
                "plugin_runtime_status{note=\"" + "x".repeat(1000)
                        + "\",plugin_id=\"a/b\",runtime_type=\"local\"} 1\n")) {
            assertThat(read(HEAD + line)).as(line).isEmpty();
        }
    }

    @Property
    void whateverStandsBetweenTheGoodLinesTheyAreRead(
            @ForAll("ids") Set<String> ids, @ForAll("junk") List<String> junk) {
        StringBuilder page = new StringBuilder(HEAD);
        List<String> good = List.copyOf(ids);
        for (int i = 0; i < Math.max(good.size(), junk.size()); i++) {
            page.append(i < junk.size() ? junk.get(i) + "\n" : "");
            page.append(i < good.size() ? status(good.get(i), "local", "1") : "");
        }

        assertThat(read(page.toString())).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Property
    void nothingThatAPageCanBeDoesHarm(@ForAll String page, @ForAll("nearly") List<String> lines) {
        assertThat(MetricsPage.read(page + "\n" + String.join("\n", lines)).orElse(Set.of()))
                .allMatch(plugin -> plugin.value().matches(PluginId.SHAPE));
    }

    /** As long as an answer may be, and made to be looked at for as long as possible. */
    @Example
    void aHostilePageIsReadInNoTime() {
        String slow = "plugin_runtime_status{" + "a=\"\\\\\",".repeat(140) + "}".repeat(10) + " 1 x\n";
        String page = slow.repeat(1024 * 1024 / slow.length());
        long begin = System.nanoTime();
        MetricsPage.read(page);

        assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
    }

    @Provide
    Arbitrary<Set<String>> ids() {
        Arbitrary<String> letters = Arbitraries.strings().withChars("abcxyz019_-");
        Arbitrary<String> author = letters.filter(text -> !text.isEmpty()).map(text -> cut(text, 64));
        Arbitrary<String> name = letters.filter(text -> !text.isEmpty()).map(text -> cut(text, 255));
        return Combinators.combine(author, name)
                .as((first, second) -> first + "/" + second)
                .set()
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<String>> junk() {
        return Arbitraries.strings()
                .excludeChars('\n', '\r')
                .filter(line -> !line.startsWith("plugin_runtime_status{"))
                .list()
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<String>> nearly() {
        return Arbitraries.of(
                        "plugin_runtime_status",
                        "{",
                        "}",
                        "plugin_id=",
                        "runtime_type=",
                        "\"local\"",
                        "\"a/b\"",
                        "\"",
                        "\\",
                        ",",
                        " ",
                        "1",
                        "\t",
                        "\n",
                        "é",
                        "0.5",
                        "A/B",
                        "a/b:1.0.0@ff")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts))
                .list()
                .ofMaxSize(10);
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }

    private static Set<String> read(String page) {
        return MetricsPage.read(page).orElseThrow().stream()
                .map(PluginId::value)
                .collect(Collectors.toSet());
    }

    private static String status(String plugin, String runtime, String value) {
        return "plugin_runtime_status{plugin_id=\"%s\",runtime_type=\"%s\"} %s\n".formatted(plugin, runtime, value);
    }
}
