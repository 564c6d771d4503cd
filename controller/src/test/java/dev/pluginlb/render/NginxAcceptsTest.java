package dev.pluginlb.render;

import static dev.pluginlb.testing.GivenPlan.keys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.nginx.Nginx;
import dev.pluginlb.nginx.StreamModule;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Service.Balance;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.testing.GivenService;
import dev.pluginlb.testing.NginxProcess;
import dev.pluginlb.testing.Ports;
import dev.pluginlb.traffic.EndpointKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real {@code nginx -t} over what the real templates make. */
class NginxAcceptsTest {

    @TempDir
    Path folder;

    NginxProcess nginx;

    @BeforeEach
    void prepare() {
        nginx = NginxProcess.in(folder);
    }

    @AfterEach
    void end() {
        nginx.close();
    }

    @Test
    void theEmptyPlan() {
        accepts(GivenPlan.roundRobin(GivenCluster.up(0)));
    }

    @Test
    void oneNode() {
        accepts(GivenPlan.of("two-tier", GivenCluster.up(1), keys("/slow")));
    }

    @Test
    void aThousandNodes() {
        accepts(GivenPlan.of("two-tier", GivenCluster.up(1000), keys("/slow")));
    }

    @Test
    void ipv6AndWeights() {
        GivenCluster cluster =
                GivenCluster.up(2).weight(1, 1000).weight(2, 1).with("v6", Address.parse("[fd00::5]:5002"));

        accepts(GivenPlan.of("least-conn", cluster, List.of()));
        accepts(GivenPlan.adaptive(8, cluster, Classes.NONE));
    }

    @Test
    void aThousandNodesWithSlots() {
        accepts(GivenPlan.adaptive(100, GivenCluster.up(1000), Classes.NONE));
    }

    @Test
    void tenThousandLongKeys() {
        List<EndpointKey> keys = IntStream.range(0, 10_000)
                .mapToObj(i -> new EndpointKey(
                        "POST /" + i + "x".repeat(500 - Integer.toString(i).length())))
                .toList();

        accepts(GivenPlan.of("two-tier", GivenCluster.up(3), keys));
    }

    @Test
    void tenThousandLongAndShortEndpointsAndPathsOfOthers() {
        List<EndpointKey> slow = IntStream.range(0, 10_000)
                .mapToObj(i -> new EndpointKey((i % 10 == 0 ? "/" : "POST /") + "x".repeat(400) + i))
                .toList();
        List<EndpointKey> fast = IntStream.range(0, 10_000)
                .mapToObj(i -> new EndpointKey("POST /plugin/:tenant_id/dispatch/tool/invoke author/plugin" + i))
                .toList();

        accepts(GivenPlan.of("two-tier", GivenCluster.up(3), new Classes(slow, fast)));
    }

    @Test
    void keysThatDifferInCaseOnly() {
        accepts(GivenPlan.of("two-tier", GivenCluster.up(2), keys("/e/Abc", "/e/abc", "GET /e/ABC", "GET /e/abc")));
    }

    @Test
    void keysOfEveryPermittedCharacter() {
        accepts(GivenPlan.of(
                "two-tier",
                GivenCluster.up(2),
                keys("/a._~:/@!&()*+,=%-", "/", "* /*", "/**", "/~", "/default", "GET /(a+b)", "//")));
    }

    @ParameterizedTest
    @EnumSource(Balance.class)
    void furtherPoolsOfEveryKindAlsoWhereNobodyIsFound(Balance balance) throws IOException {
        Files.writeString(
                nginx.main(),
                StreamModule.withStream(
                        Files.readString(nginx.main()), "stream { include current/*.stream; }", nginx.nginx()));
        String[] two = {"10.0.0.5:1", "[fd00::5]:1"};
        accepts(GivenPlan.roundRobin(GivenCluster.up(1))
                .with(List.of(
                        GivenService.pool(GivenService.http("a", "127.0.0.1:" + Ports.free(), balance), two),
                        GivenService.pool(GivenService.http("b", "127.0.0.1:" + Ports.free(), balance)),
                        GivenService.pool(GivenService.upstreamOnly("c"), two),
                        GivenService.pool(GivenService.tcp("d", "127.0.0.1:" + Ports.free(), balance), two),
                        GivenService.pool(GivenService.tcp("e", "127.0.0.1:" + Ports.free(), balance)))));
    }

    private void accepts(RoutingPlan plan) {
        Nginx.Answer answer = nginx.test(new Renderer(nginx.front(), Optional.empty()).render(plan));

        assertThat(answer.succeeded()).as(answer.words()).isTrue();
    }
}
