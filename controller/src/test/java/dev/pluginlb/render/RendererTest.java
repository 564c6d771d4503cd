package dev.pluginlb.render;

import static dev.pluginlb.testing.GivenPlan.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.cluster.Node;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenFront;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.traffic.EndpointKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RendererTest {

    private static final RoutingPlan BIG = GivenPlan.of("two-tier", GivenCluster.up(1200), keys("/slow"));

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG", "hi-IN-u-nu-deva", "th-TH-u-nu-thai", "de-DE"})
    void theBytesAreTheSameUnderAnyLocaleAndTimeZone(String tag) {
        RenderedConfig expected = render(BIG);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

            assertThat(render(BIG)).isEqualTo(expected);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Property(tries = 50)
    void theBytesAreTheSameInAnyOrderOfNodesAndEndpoints(@ForAll Random random) {
        List<EndpointKey> keys = keys("/a", "/b", "/c", "/d");
        GivenCluster cluster = GivenCluster.up(12).weight(3, 250);
        List<EndpointKey> otherKeys = new ArrayList<>(keys);
        Collections.shuffle(otherKeys, random);
        List<Node> otherNodes = new ArrayList<>(cluster.nodes());
        Collections.shuffle(otherNodes, random);

        assertThat(render(GivenPlan.of("two-tier", new GivenCluster(otherNodes), otherKeys)))
                .isEqualTo(render(GivenPlan.of("two-tier", cluster, keys)));
    }

    @Property(tries = 200)
    void theVersionChangesIfAndOnlyIfTheContentDoes(
            @ForAll("plans") RoutingPlan one, @ForAll("plans") RoutingPlan other) {
        RenderedConfig first = render(one);
        RenderedConfig second = render(other);

        assertThat(first.version().equals(second.version()))
                .isEqualTo(content(first).equals(content(second)));
        assertThat(first.version()).matches("[0-9a-f]{16}");
    }

    @Test
    void theVersionStandsInOneFileOnly() {
        RenderedConfig config = render(BIG);

        assertThat(config.files().entrySet().stream()
                        .filter(file -> file.getValue().contains(config.version()))
                        .map(Map.Entry::getKey))
                .containsExactly("control.conf");
    }

    /** A roll-back to such a release is refused, and of a release on disk there is nothing but its text. */
    @Test
    void aConfigFromWhenNoNodeWasKnownIsToldByItsText() {
        assertThat(render(GivenPlan.roundRobin(GivenCluster.up(0))).servesNobody())
                .isTrue();
        assertThat(render(GivenPlan.roundRobin(GivenCluster.up(1))).servesNobody())
                .isFalse();
        assertThat(render(BIG).servesNobody()).isFalse();
    }

    @Test
    void anotherFrontIsAnotherVersion() {
        Front other = GivenFront.withInternal(GivenFront.fixed(), "127.0.0.1:5003");

        assertThat(new Renderer(other, Optional.empty()).render(BIG).version())
                .isNotEqualTo(render(BIG).version());
    }

    @Test
    void endpointsThatDifferInCaseOnlyAreOneForNginx() {
        RenderedConfig config = render(GivenPlan.of("two-tier", GivenCluster.up(2), keys("/A", "/a", "/B")));

        assertThat(config.text().lines().filter(line -> line.matches("    \"/.*\" long;")))
                .hasSize(2);
    }

    @Test
    void tenThousandLongEndpointsAreRenderedWhole() {
        List<EndpointKey> keys = IntStream.range(0, 10_000)
                .mapToObj(i -> new EndpointKey("/" + "x".repeat(500) + i))
                .toList();

        assertThat(render(GivenPlan.of("two-tier", GivenCluster.up(3), keys))
                        .text()
                        .lines()
                        .filter(line -> line.matches("    \"/.*\" long;")))
                .hasSize(10_000);
    }

    @Test
    void anOverrideReplacesThePackagedTemplateOfItsName(@TempDir Path overrides) throws IOException {
        Files.writeString(overrides.resolve("control.conf.ftl"), "# mine ${version}\n");

        RenderedConfig config = overridden(overrides).render(BIG);

        assertThat(config.files()).containsEntry("control.conf", "# mine " + config.version() + "\n");
        assertThat(config.files().get("servers.conf"))
                .isEqualTo(render(BIG).files().get("servers.conf"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one\ntwo\n<#if>\n",
                "one\ntwo\n${nothing.such}\n",
                "one\ntwo\n<#list plan.all.servers as>\n",
                "one\ntwo\n${\"freemarker.template.utility.Execute\"?new()(\"id\")}\n",
                "one\ntwo\n<#include \"missing.ftl\">\n",
                "one\ntwo\n${front.admin?eval}\n"
            })
    void aBrokenOverrideIsRefusedNamingFileAndLine(String template, @TempDir Path overrides) throws IOException {
        Files.writeString(overrides.resolve("upstreams.conf.ftl"), template);

        Renderer renderer = overridden(overrides);

        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatThrownBy(() -> renderer.render(BIG))
                    .isInstanceOf(TemplateRefusedException.class)
                    .hasMessageStartingWith("upstreams.conf.ftl:3: ");
        }
    }

    @Test
    void anImportedTemplateThatIsBrokenIsNamed(@TempDir Path overrides) throws IOException {
        Files.writeString(overrides.resolve("proxy.ftl"), "<#macro>\n");

        assertThatThrownBy(() -> overridden(overrides).render(BIG))
                .isInstanceOf(TemplateRefusedException.class)
                .hasMessageContaining("proxy.ftl");
    }

    @Test
    void aMendedOverrideIsReadAnewWhenToldSo(@TempDir Path overrides) throws IOException {
        Path file = overrides.resolve("control.conf.ftl");
        Files.writeString(file, "<#if>");
        Renderer renderer = overridden(overrides);
        assertThatThrownBy(() -> renderer.render(BIG)).isInstanceOf(TemplateRefusedException.class);

        Files.writeString(file, "# ${version}");
        renderer.forgetTemplates();

        assertThat(renderer.render(BIG).files().get("control.conf")).startsWith("# ");
    }

    @Test
    void aMendedOverrideIsReadAnewAfterItWasRefused(@TempDir Path overrides) throws IOException {
        Path file = overrides.resolve("control.conf.ftl");
        Files.writeString(file, "<#if>");
        Renderer renderer = overridden(overrides);
        assertThatThrownBy(() -> renderer.render(BIG)).isInstanceOf(TemplateRefusedException.class);

        Files.writeString(file, "# ${version}");

        assertThat(renderer.render(BIG).files().get("control.conf")).startsWith("# ");
    }

    @Test
    void aFolderThatIsNotThereIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> overridden(folder.resolve("missing")))
                .isInstanceOf(TemplateRefusedException.class)
                .hasMessageContaining("missing");
    }

    private static Renderer overridden(Path folder) {
        return new Renderer(GivenFront.fixed(), Optional.of(folder));
    }

    private static RenderedConfig render(RoutingPlan plan) {
        return new Renderer(GivenFront.fixed(), Optional.empty()).render(plan);
    }

    private static String content(RenderedConfig config) {
        return config.text().replace(config.version(), "");
    }

    @Provide
    Arbitrary<RoutingPlan> plans() {
        return Combinators.combine(
                        Arbitraries.of("round-robin", "least-conn", "two-tier"),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(100, 200),
                        Arbitraries.of("/a", "/b").list().ofMaxSize(2))
                .as((policy, nodes, weight, keys) -> GivenPlan.of(
                        policy,
                        GivenCluster.up(nodes).weight(1, weight),
                        keys.stream().map(EndpointKey::new).toList()));
    }
}
