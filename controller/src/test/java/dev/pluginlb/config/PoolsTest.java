package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolsTest {

    @TempDir
    Path folder;

    @Test
    void thereIsNoneByDefault() {
        assertThat(Loading.in(folder).settings().pools()).isEmpty();
    }

    @Test
    void whatIsLeftOutHasADefault() {
        PoolSettings pool = one("{name: dify_sandbox_servers, protocol: http, members: [\"10.0.0.5:8194\"]}");

        assertThat(pool.service())
                .isEqualTo(new Service(
                        "dify_sandbox_servers",
                        Service.Protocol.HTTP,
                        Optional.empty(),
                        Service.Balance.LEAST_CONN,
                        Duration.ofMinutes(10)));
        assertThat(pool.members()).containsExactly(Address.parse("10.0.0.5:8194"));
        assertThat(pool.health().path()).hasValue("/health");
        assertThat(pool.health().interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(pool.health().timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pool.health().thresholds().rise()).isEqualTo(2);
        assertThat(pool.health().thresholds().fall()).isEqualTo(3);
    }

    @Test
    void aTcpPoolIsProbedByAConnection() {
        PoolSettings pool =
                one("{name: a, protocol: tcp, listen: \"127.0.0.1:3128\", members: [\"squid.internal:3128\"],"
                        + " health: {fall: 5}, balance: source-hash, timeout: 1h}");

        assertThat(pool.health().path()).isEmpty();
        assertThat(pool.health().thresholds().fall()).isEqualTo(5);
        assertThat(pool.service().balance()).isEqualTo(Service.Balance.SOURCE_HASH);
        assertThat(pool.service().timeout()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theEnvironmentGivesThemAsALine() {
        assertThat(Loading.in(folder)
                        .env("PLUGINLB_POOLS", "[{name: a, protocol: http, members: [\"10.0.0.5:80\"]}]")
                        .settings()
                        .pools())
                .hasSize(1);
    }

    @Test
    void whatIsWrongWithAPoolIsToldTogether() {
        assertThat(errors("{name: Sandbox, protocol: udp, listen: \"localhost:8194\", members: [], health: {fall: 0},"
                        + " balance: random, timeout: 10}"))
                .containsExactlyInAnyOrder(
                        "pools[0].name: Sandbox (expected: " + Service.NAME_RULE + ")",
                        "pools[0].protocol: udp (expected: http or tcp)",
                        "pools[0].listen: localhost:8194 (expected: IPv4:port or [IPv6]:port, port 1 to 65535, or empty)",
                        "pools[0].members: [] (expected: " + PoolSettings.MEMBERS_RULE + ")",
                        "pools[0].balance: random (expected: least-conn, round-robin or source-hash)",
                        "pools[0].timeout: 10 (expected: " + DurationText.RULE + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a, protocol: tcp, members: ['10.0.0.5:1']} | pools[0].listen",
                "{name: a, protocol: tcp, listen: '127.0.0.1:1', members: ['10.0.0.5:1'], health: {path: /}} | pools[0].health.path",
                "{name: a, protocol: http, members: ['10.0.0.5:1'], retries: 3} | pools[0].retries",
                "{name: a, name: b, protocol: http, members: ['10.0.0.5:1']} | pools[0].name",
                "{protocol: http, members: ['10.0.0.5:1']} | pools[0].name",
                "{name: a, protocol: http, members: ['10.0.0.5:1', '10.0.0.5:1']} | pools[0].members",
                "{name: a, protocol: http, listen: '127.0.0.1:1', members: ['127.0.0.1:1']} | pools[0].members",
                "{name: a, protocol: http, members: ['10.0.0.5']} | pools[0].members[0]",
                "{name: dify_plugin_daemon_servers, protocol: http, members: ['10.0.0.5:1']} | pools[0].name",
                "{name: pluginlb_gate, protocol: http, members: ['10.0.0.5:1']} | pools[0].name",
                "{name: a, protocol: http, listen: '127.0.0.1:5002', members: ['10.0.0.5:1']} | pools[0].listen",
                "sandbox | pools[0]"
            })
    void eachErrorNamesItsPlace(String pool, String place) {
        assertThat(errors(pool.replace('\'', '"'))).singleElement().asString().startsWith(place + ": ");
    }

    @Test
    void aNameIsGivenOnceAndAListenerServesOnePool() {
        String pool = "{name: a, protocol: tcp, listen: \"127.0.0.1:3128\", members: [\"10.0.0.5:3128\"]}";

        assertThat(errors(pool + ", " + pool))
                .anySatisfy(line -> assertThat(line).endsWith("(expected: each name once)"))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo(
                                "pools[1].listen: 127.0.0.1:3128 (expected: an address of its own; it is the same place as"
                                        + " pools[0].listen)"));
    }

    @Test
    void theCommentedBlockOfTheExampleDeclaresAllThree() throws IOException {
        assertThat(Loading.in(folder).file(turnedOn(example())).settings().pools())
                .extracting(pool -> pool.service().name())
                .containsExactly("dify_sandbox_servers", "dify_ssrf_proxy_servers", "dify_plugin_debug_servers");
    }

    private static String turnedOn(String example) {
        return example.replace("pools: []", "pools:").replaceAll("(?m)^#  ", "  ");
    }

    private static String example() throws IOException {
        try (var in = PoolsTest.class.getResourceAsStream("/pluginlb.example.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private PoolSettings one(String pool) {
        return Loading.in(folder)
                .file("pools: [" + pool + "]")
                .settings()
                .pools()
                .get(0);
    }

    private List<String> errors(String pool) {
        return Loading.in(folder).file("pools: [" + pool + "]").errors();
    }
}
