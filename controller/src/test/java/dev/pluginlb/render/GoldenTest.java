package dev.pluginlb.render;

import static dev.pluginlb.testing.GivenPlan.keys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Service.Balance;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenFront;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.testing.GivenService;
import dev.pluginlb.traffic.KeyForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * From a snapshot to the text of the config, byte by byte.
 *
 * <p>When a template changes on purpose, {@code mvn test -Dtest=GoldenTest -Dgolden.update=true} writes the files anew;
 * what changed is then to be read in the diff.
 */
class GoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Classes KNOWN = new Classes(
            keys(
                    "POST /plugin/:tenant_id/dispatch/llm/invoke langgenius/openai",
                    "POST /plugin/:tenant_id/dispatch/rerank/invoke author/slow",
                    "/slow"),
            keys("* /e/:hook_id"));
    private static final GivenCluster CLUSTER = GivenCluster.up(3)
            .weight(2, 150)
            .with("v6", Address.parse("[fd00::5]:5002"))
            .with("named", Address.parse("plugin_daemon.internal:5002"));

    @Test
    void roundRobin() throws IOException {
        holds("round-robin", GivenFront.fixed(), GivenPlan.of("round-robin", CLUSTER, KNOWN));
    }

    @Test
    void leastConn() throws IOException {
        holds("least-conn", GivenFront.fixed(), GivenPlan.of("least-conn", CLUSTER, KNOWN));
    }

    @Test
    void twoTier() throws IOException {
        holds("two-tier", GivenFront.fixed(), GivenPlan.of("two-tier", CLUSTER, KNOWN));
    }

    @Test
    void adaptiveWithSlots() throws IOException {
        holds("adaptive", GivenFront.fixed(), GivenPlan.adaptive(8, CLUSTER, KNOWN));
    }

    @Test
    void furtherPools() throws IOException {
        RoutingPlan plan = GivenPlan.roundRobin(GivenCluster.up(1))
                .with(List.of(
                        GivenService.pool(GivenService.sandbox(), "10.0.0.6:8194", "[fd00::5]:8194"),
                        GivenService.pool(GivenService.upstreamOnly("reranker"), "10.0.0.5:80"),
                        GivenService.pool(
                                GivenService.tcp("dify_ssrf_proxy_servers", "127.0.0.1:3128", Balance.LEAST_CONN),
                                "10.0.0.5:3128"),
                        GivenService.pool(
                                GivenService.tcp("dify_plugin_debug_servers", "0.0.0.0:5003", Balance.SOURCE_HASH),
                                "10.0.0.5:5003",
                                "10.0.0.6:5003"),
                        GivenService.pool(GivenService.tcp("unfound", "[::1]:5004", Balance.ROUND_ROBIN))));

        holds("further-pools", GivenFront.fixed(), plan);
    }

    @Test
    void nobodyYet() throws IOException {
        holds("nobody-yet", GivenFront.fixed(), GivenPlan.roundRobin(GivenCluster.up(0)));
    }

    @Test
    void newerNginxAndPathsAsKeys() throws IOException {
        Front front =
                GivenFront.withNginx(GivenFront.withKey(GivenFront.fixed(), KeyForm.PATH), new NginxVersion(1, 27, 4));

        holds("newer-nginx-paths-as-keys", front, GivenPlan.of("two-tier", GivenCluster.up(2), keys("/e/slow")));
    }

    private static void holds(String name, Front front, RoutingPlan plan) throws IOException {
        String text = new Renderer(front, Optional.empty()).render(plan).text();
        Path golden = FOLDER.resolve(name + ".conf");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
