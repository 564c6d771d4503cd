package dev.pluginlb.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.PluginReport;
import dev.pluginlb.cluster.PluginTable;
import dev.pluginlb.cluster.Runners;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.render.StateFacts;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenFront;
import dev.pluginlb.testing.GivenPlan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whatever nodes say of their plugins and their load: one input is some pages, with a form feed between, read, compared and told. */
public final class MetricsFuzzer {

    private static final String LINE = "runs [a-z0-9_-]{1,64}/[a-z0-9_-]{1,255}( 10\\.0\\.0\\.[0-9]+:5002)+";
    private static final Renderer RENDERER =
            new Renderer(GivenFront.withLua(GivenFront.fixed(), "/run/pluginlb"), Optional.empty());
    private static final RoutingPlan PLAN = GivenPlan.roundRobin(GivenCluster.up(3));

    private MetricsFuzzer() {}

    /** By this name Jazzer finds it. */
    public static void fuzzerTestOneInput(byte[] input) {
        List<String> pages = List.of(new String(input, StandardCharsets.ISO_8859_1).split("\f", -1));
        PluginTable table = PluginTable.EMPTY;
        for (int i = 0; i < pages.size(); i++) {
            assertThat(HealthAnswer.read(pages.get(i)).requests().orElse(0)).isBetween(0, 1_000_000);
            Address node = GivenCluster.address(1 + i % 200);
            table = table.with(MetricsPage.read(pages.get(i))
                    .map(plugins -> PluginReport.of(node, plugins))
                    .orElseGet(() -> PluginReport.silent(node)));
        }
        told(table.runners());
    }

    private static void told(Runners runners) {
        String without = text(Runners.NONE);
        Set<String> added = text(runners)
                .lines()
                .filter(line -> !line.startsWith("version "))
                .collect(Collectors.toSet());
        without.lines().forEach(added::remove);
        assertThat(added).hasSize(runners.nodes().size()).allMatch(line -> line.matches(LINE));
    }

    private static String text(Runners runners) {
        return RENDERER.state(PLAN, new StateFacts(0.5, StateFacts.Slots.GIVEN, Set.of(), runners))
                .text();
    }
}
