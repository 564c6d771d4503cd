package dev.pluginlb.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Runners;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenFront;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.traffic.EndpointKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What it costs to render again, and that nobody can tell from the bytes. */
class RenderingAgainTest {

    private static final StateFacts FACTS = new StateFacts(0.5, StateFacts.Slots.GIVEN, Set.of(), Runners.NONE);
    private static final Classes MANY = Classes.ofLong(IntStream.range(0, 10_000)
            .mapToObj(i -> new EndpointKey("POST /plugin/:tenant_id/dispatch/rerank/invoke author/p" + i))
            .toList());

    private final Templates templates = new Templates(Optional.empty());
    private final List<String> filled = new ArrayList<>();
    private final TextSource counted = new TextSource() {

        @Override
        public Filled fill(String name, Map<String, Object> model) {
            filled.add(name);
            return templates.fill(name, model);
        }

        @Override
        public void forget() {
            templates.forget();
        }
    };

    @Test
    void aNodeThatJoinsAThousandCostsOneRenderingOfNodesAndNoneOfClasses() {
        Renderer renderer = withLua(counted);
        show(renderer, GivenPlan.of("adaptive", GivenCluster.up(1000), MANY));
        filled.clear();

        show(renderer, GivenPlan.of("adaptive", GivenCluster.up(1001), MANY));

        assertThat(filled).containsExactly("state.txt.ftl");
    }

    @Test
    void anEndpointThatChangesItsClassCostsNoRenderingOfNodes() {
        Renderer renderer = withLua(counted);
        show(renderer, GivenPlan.of("adaptive", GivenCluster.up(1000), MANY));
        filled.clear();

        show(
                renderer,
                GivenPlan.of(
                        "adaptive", GivenCluster.up(1000), MANY.longEndpoints().subList(1, 10_000)));

        assertThat(filled).containsExactly("endpoints.txt.ftl");
    }

    @Test
    void withReloadsANodeThatJoinsCostsTheUpstreamsAlone() {
        Renderer renderer = new Renderer(GivenFront.fixed(), counted);
        renderer.render(GivenPlan.of("two-tier", GivenCluster.up(1000), MANY));
        filled.clear();

        renderer.render(GivenPlan.of("two-tier", GivenCluster.up(1001), MANY));

        assertThat(filled).containsExactly("upstreams.conf.ftl");
    }

    @Property(tries = 60)
    void whateverWasRenderedBeforeTheBytesAreThoseOfAFreshRenderer(@ForAll("plans") List<RoutingPlan> plans) {
        Renderer reload = new Renderer(GivenFront.fixed(), templates);
        Renderer lua = withLua(templates);
        for (RoutingPlan plan : plans) {
            assertThat(reload.render(plan)).isEqualTo(new Renderer(GivenFront.fixed(), Optional.empty()).render(plan));
            assertThat(show(lua, plan)).isEqualTo(show(withLua(new Templates(Optional.empty())), plan));
        }
    }

    private static Renderer withLua(TextSource source) {
        return new Renderer(GivenFront.withLua(GivenFront.fixed(), "/run/pluginlb"), source);
    }

    private static String show(Renderer renderer, RoutingPlan plan) {
        RenderedConfig config = renderer.render(plan);
        return config.version() + config.text() + renderer.state(plan, FACTS);
    }

    @Provide
    Arbitrary<List<RoutingPlan>> plans() {
        Arbitrary<RoutingPlan> plan = Combinators.combine(
                        Arbitraries.of("round-robin", "least-conn", "two-tier", "adaptive"),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(100, 200),
                        Arbitraries.of("/a", "/b", "* /e/:hook_id").list().ofMaxSize(3))
                .as((policy, nodes, weight, keys) -> GivenPlan.of(
                        policy,
                        GivenCluster.up(nodes).weight(1, weight),
                        keys.stream().map(EndpointKey::new).toList()));
        return plan.list().ofMinSize(1).ofMaxSize(6);
    }
}
