package dev.pluginlb.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PluginTableTest {

    private static final Address ONE = Address.parse("10.0.0.1:5002");
    private static final Address TWO = Address.parse("10.0.0.2:5002");
    private static final Address THREE = Address.parse("10.0.0.3:5002");

    @Test
    void whereAllRunTheSameThereIsNothingToSay() {
        assertThat(table(runs(ONE, "a/x", "a/y"), runs(TWO, "a/y", "a/x")).runners())
                .isEqualTo(Runners.NONE);
    }

    @Test
    void whatSomeRunAndOthersDoNotIsSaidWithThoseThatDo() {
        PluginTable table = table(runs(THREE, "a/x", "a/y"), runs(ONE, "a/x", "a/y"), runs(TWO, "a/x"));

        assertThat(table.runners().nodes()).hasSize(1).containsEntry(new PluginId("a/y"), List.of(ONE, THREE));
    }

    @Test
    void aNodeThatRunsNothingYetIsNoneOfThoseThatDo() {
        assertThat(table(runs(ONE, "a/x"), runs(TWO)).runners().nodes())
                .containsEntry(new PluginId("a/x"), List.of(ONE));
    }

    @Test
    void aNodeThatDoesNotSayItCountsNeitherWay() {
        PluginTable table = table(runs(ONE, "a/x"), runs(TWO, "a/x"), PluginReport.silent(THREE));

        assertThat(table.runners()).isEqualTo(Runners.NONE);
    }

    @Test
    void aNodeThatNoLongerSaysItIsForgotten() {
        assertThat(table(runs(ONE, "a/x"), PluginReport.silent(ONE))).isEqualTo(PluginTable.EMPTY);
    }

    @Test
    void whoIsNotKeptIsForgotten() {
        PluginTable table = table(runs(ONE, "a/x"), runs(TWO));

        assertThat(table.keepOnly(Set.of(ONE, THREE))).isEqualTo(table(runs(ONE, "a/x")));
    }

    @Test
    void whatIsSaidAgainChangesNothing() {
        PluginTable table = table(runs(ONE, "a/x"));

        assertThat(table.with(runs(ONE, "a/x"))).isSameAs(table);
        assertThat(table.keepOnly(Set.of(ONE, TWO))).isSameAs(table);
    }

    @Test
    void ofOneNodeOnlySoManyPluginsAreTakenNoteOf() {
        PluginReport report = runs(ONE, numbered(2 * PluginReport.MOST));

        assertThat(report.plugins().orElseThrow())
                .hasSize(PluginReport.MOST)
                .first()
                .isEqualTo(new PluginId("a/p0000"));
    }

    @Test
    void onlySoManyPluginsAreSaid() {
        PluginTable table = table(runs(ONE, numbered(400)), runs(TWO, "b/x"), runs(THREE, "b/y"));

        assertThat(table.runners().nodes()).hasSize(402);
        assertThat(table.with(runs(TWO, others(400))).runners().nodes()).hasSize(Runners.MOST_PLUGINS);
    }

    @Test
    void whereThereIsNoRoomForAllWhatFewNodesRunIsSaidFirst() {
        PluginTable table = table(runs(ONE, "z/rare"));
        for (int i = 0; i < 999; i++) {
            table = table.with(runs(new Address("10.1." + i / 256 + "." + i % 256, 5002), numbered(20)));
        }
        Runners runners = table.runners();

        assertThat(runners.nodes()).containsEntry(new PluginId("z/rare"), List.of(ONE));
        assertThat(runners.nodes().values().stream().mapToInt(List::size).sum())
                .isBetween(Runners.MOST_PLACES - 1000, Runners.MOST_PLACES);
    }

    @Test
    void anIdIsOfTheDaemonsAlphabetAndLength() {
        assertThat(PluginId.parse("a".repeat(64) + "/" + "b".repeat(255))).isPresent();
        for (String bad :
                List.of("", "a", "a/", "/b", "a/b/c", "A/b", "a/b\n", "a/b:1.0.0", "a/é", "a".repeat(65) + "/b")) {
            assertThat(PluginId.parse(bad)).as(bad).isEmpty();
            assertThatThrownBy(() -> new PluginId(bad)).hasMessageContaining("expected: author/name");
        }
    }

    private static PluginTable table(PluginReport... reports) {
        PluginTable table = PluginTable.EMPTY;
        for (PluginReport report : reports) {
            table = table.with(report);
        }
        return table;
    }

    private static PluginReport runs(Address node, String... plugins) {
        return PluginReport.of(node, Arrays.stream(plugins).map(PluginId::new).toList());
    }

    private static String[] numbered(int count) {
        return IntStream.range(0, count).mapToObj("a/p%04d"::formatted).toArray(String[]::new);
    }

    private static String[] others(int count) {
        return IntStream.range(0, count).mapToObj("c/q%04d"::formatted).toArray(String[]::new);
    }
}
