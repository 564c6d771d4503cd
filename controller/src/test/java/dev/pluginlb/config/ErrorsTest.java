package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {

    @TempDir
    Path folder;

    @Test
    void everyErrorIsListedAtOnceAndWithItsOrigin() {
        Loading loading = Loading.in(folder)
                .file("""
                        redis:
                          port: 0
                          hots: x
                        health: 5
                        reload: { debounce: 2s, max-wait: 1s }
                        election: { ttl: 500ms }
                        nginks: { dir: x }
                        """)
                .env("PLUGINLB_HEALTH_RISE", "0", "PLUGINLB_NO_SUCH", "x", "REDIS_DB", "-1")
                .commandLine("log.level", "loud", "log.colour", "red");
        assertThat(loading.details())
                .extracting(ConfigError::line, ConfigError::origin)
                .extracting(
                        tuple -> tuple.toList().get(0) + " @ " + tuple.toList().get(1))
                .containsExactly(
                        "redis.port: 0 (expected: a whole number, 1 to 65535) @ file pluginlb.yaml:2",
                        "redis.hots: value not shown, as the key is unknown (expected: a key of pluginlb; nearest is redis.host) @ file pluginlb.yaml:3",
                        "health: one value (expected: a mapping) @ file pluginlb.yaml:4",
                        "nginks: value not shown, as the key is unknown (expected: a section of pluginlb; nearest is nginx) @ file pluginlb.yaml:7",
                        "redis.db: -1 (expected: a whole number, 0 to 2147483647) @ env REDIS_DB",
                        "health.rise: 0 (expected: a whole number, 1 to 1000) @ env PLUGINLB_HEALTH_RISE",
                        "PLUGINLB_NO_SUCH: value not shown, as the key is unknown (expected: a key of pluginlb; nearest is PLUGINLB_POOLS) @ env PLUGINLB_NO_SUCH",
                        "log.colour: value not shown, as the key is unknown (expected: a key of pluginlb; nearest is log.format) @ command line",
                        "log.level: loud (expected: trace, debug, info, warn or error) @ command line",
                        "reload.debounce: 2s (expected: at most reload.max-wait) @ file pluginlb.yaml:5",
                        "election.ttl: 500ms (expected: longer than election.interval) @ file pluginlb.yaml:6");
    }

    @Test
    void aFaultyValueIsReportedAlsoWhereAHigherSourceWins() {
        assertThat(Loading.in(folder)
                        .file("redis: {port: x}")
                        .env("REDIS_PORT", "6380")
                        .errors())
                .containsExactly("redis.port: x (expected: a whole number, 1 to 65535)");
    }

    @Test
    void aRefusedValueTakesNoPartInComparisons() {
        assertThat(Loading.in(folder)
                        .file("reload: {debounce: 2s, max-wait: 3}")
                        .errors())
                .hasSize(1);
    }

    @Test
    void aSyntaxErrorNamesFileLineAndColumnAndShowsNoText() {
        String error = Loading.in(folder)
                .file("redis:\n  password: \"hunter2\n")
                .errors()
                .get(0);
        assertThat(error)
                .matches("pluginlb\\.yaml:2:11: .+ \\(expected: plain YAML\\)")
                .doesNotContain("hunter2");
    }

    @Test
    void aWindowIsNoLongerThanWhatIsKeptBetweenTwoFlushes() {
        assertThat(Loading.in(folder)
                        .file("classification: {window: 64}")
                        .effective()
                        .rows())
                .isNotEmpty();
        assertThat(Loading.in(folder).file("classification: {window: 65}").errors())
                .containsExactly("classification.window: 65 (expected: a whole number, 1 to 64)");
    }

    @Test
    void aRepeatedKeyIsRefused() {
        assertThat(Loading.in(folder)
                        .file("redis:\n  db: 1\n  db: 2\nredis:\n  port: 1\n")
                        .errors())
                .containsExactly(
                        "redis.db: ****** (expected: given once; line 2 has it already)",
                        "redis: ****** (expected: given once; line 1 has it already)");
    }

    @Test
    void aDottedNameInTheFileIsNoPath() {
        assertThat(Loading.in(folder).file("redis.host: x").errors()).hasSize(1);
    }

    @Test
    void theRootMustBeAMapping() {
        assertThat(Loading.in(folder).file("- a").errors())
                .containsExactly("pluginlb.yaml: a list (expected: a mapping)");
        assertThat(Loading.in(folder).file("").effective().rows()).isNotEmpty();
        assertThat(Loading.in(folder).file("# nothing\nredis:\n").effective().rows())
                .isNotEmpty();
    }

    @Test
    void aliasesTagsAndSecondDocumentsAreRefused() {
        assertThat(Loading.in(folder).file("redis: {db: &a 1, port: *a}").errors())
                .containsExactly("pluginlb.yaml:1:25: an alias (expected: plain YAML)");
        assertThat(Loading.in(folder).file("redis: {host: !secret x}").errors()).hasSize(1);
        assertThat(Loading.in(folder)
                        .file("redis: {db: 1}\n---\nredis: {db: 2}\n")
                        .errors())
                .hasSize(1);
    }

    @Test
    void aKeyWithoutAValueIsRefused() {
        assertThat(Loading.in(folder).file("redis:\n  host:\n").errors())
                .containsExactly("redis.host: null (expected: an IPv4 or IPv6 address or a host name)");
    }

    @Test
    void whatIsNotSupportedYetIsRefused() {
        assertThat(Loading.in(folder)
                        .file("routing: {policy: fastest}\nnginx: {driver: mixed}\n")
                        .errors())
                .containsExactly(
                        "nginx.driver: mixed (expected: auto, lua or reload)",
                        "routing.policy: fastest (expected: adaptive, least-conn, round-robin or two-tier)");
    }

    @Test
    void sentinelsAreOfNoUseWithoutAPlaceAndAName() {
        assertThat(Loading.in(folder).file("").env("REDIS_USE_SENTINEL", "1").errors())
                .containsExactlyInAnyOrder(
                        "redis.sentinel.nodes: [] (expected: at least one host:port where redis.sentinel.enabled is true)",
                        "redis.sentinel.service-name: \"\" (expected: the name of the master where redis.sentinel.enabled is true)");
    }

    @Test
    void listenersMustNotMeet() {
        assertThat(Loading.in(folder)
                        .file("nginx: {public-listen: \"0.0.0.0:5002\", control-listen: \"127.0.0.1:9320\"}")
                        .errors())
                .containsExactly(
                        "nginx.public-listen: 0.0.0.0:5002 (expected: an address of its own; it is the same place as nginx.internal-listen)",
                        "admin.listen: 127.0.0.1:9320 (expected: an address of its own; it is the same place as nginx.control-listen)");
    }

    @Test
    void theAdminApiIsServedToOthersOnlyOverTlsAndWithAToken() {
        String others = "admin: {listen: \"0.0.0.0:9320\"";
        String tls = ", tls: {cert-file: c.pem, key-file: k.pem}";
        String refused = "admin.listen: 0.0.0.0:9320 (expected: a loopback address, such as 127.0.0.1:9320 or"
                + " [::1]:9320; for another one admin.tls.cert-file, admin.tls.key-file and admin.token or"
                + " admin.token-file must be set)";

        assertThat(Loading.in(folder).file(others + "}").errors()).containsExactly(refused);
        assertThat(Loading.in(folder).file(others + ", token: x}").errors()).containsExactly(refused);
        assertThat(Loading.in(folder).file(others + tls + "}").errors()).containsExactly(refused);
        assertThat(Loading.in(folder)
                        .file(others + ", token: x" + tls + "}")
                        .settings()
                        .admin()
                        .url())
                .isEqualTo("https://127.0.0.1:9320");
    }

    @Test
    void aCertificateNeedsItsKey() {
        assertThat(Loading.in(folder).file("admin: {tls: {cert-file: c.pem}}").errors())
                .containsExactly(
                        "admin.tls.cert-file: c.pem (expected: set together with admin.tls.key-file, or both empty)");
        assertThat(Loading.in(folder).file("admin: {tls: {key-file: k.pem}}").errors())
                .containsExactly(
                        "admin.tls.key-file: k.pem (expected: set together with admin.tls.cert-file, or both empty)");
    }

    @Test
    void moreSamplesThanTheWindowHoldsAreRefused() {
        assertThat(Loading.in(folder)
                        .env("PLUGINLB_CLASSIFICATION_MIN_SAMPLES", "6")
                        .errors())
                .containsExactly("classification.min-samples: 6 (expected: at most classification.window)");
    }

    @Test
    void eachFaultyItemOfAListIsNamed() {
        assertThat(Loading.in(folder).file("""
                                discovery:
                                  addresses: { prefer: [10.0.0.0/8, x, 10.0.0.0/33], exclude: 10.0.0.0/8 }
                                  rewrite: { "10.0.0.5:5002": 127.0.0.1, "10.0.0.6": 10.0.0.7, "10.0.0.6": 10.0.0.8 }
                                  static: [{ id: n1 }, { id: n2, address: "n2:1", wieght: 3 }, { id: n3, address: "n3:1", weight: 0 }]
                                """).errors())
                .extracting(error -> error.substring(0, error.indexOf(" (")))
                .containsExactly(
                        "discovery.addresses.prefer[1]: x",
                        "discovery.addresses.prefer[2]: 10.0.0.0/33",
                        "discovery.addresses.exclude: 10.0.0.0/8",
                        "discovery.rewrite[10.0.0.5:5002]: 127.0.0.1",
                        "discovery.rewrite[10.0.0.6]: 10.0.0.8",
                        "discovery.static[0].address: null",
                        "discovery.static[1]: {id: n2, address: n2:1, wieght: 3}",
                        "discovery.static[2].weight: 0");
    }

    @Test
    void twoStaticNodesInOnePlaceAreRefused() {
        assertThat(Loading.in(folder)
                        .env("PLUGINLB_DISCOVERY_STATIC", "[{id: a, address: 'x:1'}, {id: b, address: 'X:1'}]")
                        .errors())
                .singleElement()
                .asString()
                .endsWith("(expected: each id and each address once)");
    }

    @Test
    void brokenYamlInAVariableIsRefused() {
        assertThat(Loading.in(folder)
                        .env("PLUGINLB_DISCOVERY_ADDRESSES_PREFER", "[10.0.0.0/8")
                        .errors())
                .singleElement()
                .asString()
                .startsWith("discovery.addresses.prefer: [10.0.0.0/8 (expected: a list");
    }

    /** It ended the thread that watches the files of a controller, whose stacks have 512 KiB. */
    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: "})
    void aFileThatIsNestedTooDeepIsAnErrorLikeAnyOtherAlsoWhereTheStackIsSmall(String level) throws Exception {
        String text = "redis: " + level.repeat(100_000);
        BlockingQueue<List<String>> errors = new LinkedBlockingQueue<>();
        Thread small =
                new Thread(null, () -> errors.add(Loading.in(folder).file(text).errors()), "small", 192 * 1024);
        small.start();

        assertThat(errors.poll(20, TimeUnit.SECONDS))
                .singleElement()
                .asString()
                .startsWith("pluginlb.yaml:1:")
                .contains("nested more than 32 deep");
    }
}
