package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceOrderTest {

    @TempDir
    Path folder;

    @Test
    void withoutAnySourceTheDefaultsHold() {
        assertThat(Loading.in(folder).settings().redis().address()).isEqualTo(Address.parse("127.0.0.1:6379"));
        assertThat(Loading.in(folder).row("redis.port")).isEqualTo(new ConfigRow("redis.port", "6379", "default"));
    }

    @Test
    void eachSourceWinsOverTheOnesBelow() {
        Loading file = Loading.in(folder).file("# first\nredis:\n  host: file\n");
        Loading envFile = file.envFile("REDIS_HOST=envfile\n");
        Loading dify = envFile.env("REDIS_HOST", "dify");
        Loading own = envFile.env("REDIS_HOST", "dify", "PLUGINLB_REDIS_HOST", "own");
        assertThat(file.row("redis.host")).isEqualTo(row("file", "file pluginlb.yaml:3"));
        assertThat(envFile.row("redis.host")).isEqualTo(row("envfile", "env-file dify.env REDIS_HOST"));
        assertThat(dify.row("redis.host")).isEqualTo(row("dify", "env REDIS_HOST"));
        assertThat(own.row("redis.host")).isEqualTo(row("own", "env PLUGINLB_REDIS_HOST"));
        assertThat(own.commandLine("redis.host", "line").row("redis.host")).isEqualTo(row("line", "command line"));
    }

    @Test
    void pluginlbsNameInAnEnvFileWinsOverDifysNameInTheEnvironment() {
        Loading loading =
                Loading.in(folder).envFile("PLUGINLB_REDIS_HOST=own\n").env("REDIS_HOST", "dify");
        assertThat(loading.row("redis.host").value()).isEqualTo("own");
    }

    @Test
    void anEmptyDifyNameSaysNothing() {
        Loading loading = Loading.in(folder)
                .envFile("REDIS_HOST=envfile\nREDIS_USERNAME=\n")
                .env("REDIS_HOST", "", "REDIS_PORT", "");
        assertThat(loading.row("redis.host").value()).isEqualTo("envfile");
        assertThat(loading.row("redis.port").origin()).isEqualTo("default");
    }

    @Test
    void anEmptyPluginlbNameIsAValue() {
        assertThat(Loading.in(folder).env("PLUGINLB_REDIS_PORT", "").errors())
                .containsExactly("redis.port: \"\" (expected: a whole number, 1 to 65535)");
        assertThat(Loading.in(folder)
                        .file("redis: {username: u}")
                        .env("PLUGINLB_REDIS_USERNAME", "")
                        .settings()
                        .redis()
                        .username())
                .isEmpty();
    }

    @Test
    void anExplicitFileIsTakenBeforeTheNamedOneBeforeTheOneInTheFolder() {
        Loading all = Loading.in(folder)
                .file("redis: {db: 1}")
                .write("named.yaml", "redis: {db: 2}")
                .write("explicit.yaml", "redis: {db: 3}");
        Loading named = all.env("PLUGINLB_CONFIG", "named.yaml");
        Loading explicit = new Loading(named.sources().withConfigFile(Path.of("explicit.yaml")));
        assertThat(all.row("redis.db")).isEqualTo(new ConfigRow("redis.db", "1", "file pluginlb.yaml:1"));
        assertThat(named.row("redis.db")).isEqualTo(new ConfigRow("redis.db", "2", "file named.yaml:1"));
        assertThat(explicit.row("redis.db")).isEqualTo(new ConfigRow("redis.db", "3", "file explicit.yaml:1"));
    }

    @Test
    void aNamedFileThatIsNotThereIsAnError() {
        String rule = " (expected: a regular, readable UTF-8 file of at most 1 MiB)";
        Loading none = Loading.in(folder);
        assertThat(none.env("PLUGINLB_CONFIG", "gone.yaml").errors())
                .containsExactly("PLUGINLB_CONFIG: gone.yaml" + rule);
        assertThat(new Loading(none.sources().withConfigFile(Path.of("gone.yaml"))).errors())
                .containsExactly("config: gone.yaml" + rule);
        assertThat(new Loading(none.sources().withEnvFile(Path.of("gone.env"))).errors())
                .containsExactly("env-file: gone.env" + rule);
    }

    @Test
    void aNameThatNoFileCanHaveIsAnError() {
        for (String name : new String[] {"", "a\0b"}) {
            assertThat(Loading.in(folder).env("PLUGINLB_CONFIG", name).errors())
                    .singleElement()
                    .asString()
                    .startsWith("PLUGINLB_CONFIG: ");
        }
    }

    @Test
    void listsAndMapsFitOnOneLine() {
        DiscoverySettings discovery = Loading.in(folder)
                .env(
                        "PLUGINLB_DISCOVERY_ADDRESSES_PREFER", "10.0.0.0/8, fd00::/8",
                        "PLUGINLB_DISCOVERY_ADDRESSES_EXCLUDE", "[172.17.0.0/16]",
                        "PLUGINLB_DISCOVERY_REWRITE", "10.0.0.5:5002=127.0.0.1:15002,10.0.0.6=127.0.0.6",
                        "PLUGINLB_DISCOVERY_STATIC", "[{id: n1, address: \"10.0.0.5:5002\"}]")
                .settings()
                .discovery();
        assertThat(discovery.prefer()).extracting(Object::toString).containsExactly("10.0.0.0/8", "fd00::/8");
        assertThat(discovery.exclude()).hasSize(1);
        assertThat(discovery.rewrite().apply(Address.parse("10.0.0.5:5002"))).hasToString("127.0.0.1:15002");
        assertThat(discovery.rewrite().apply(Address.parse("10.0.0.6:7"))).hasToString("127.0.0.6:7");
        assertThat(discovery.rewrite().apply(Address.parse("10.0.0.5:7"))).hasToString("10.0.0.5:7");
        assertThat(discovery.fixed())
                .singleElement()
                .extracting(StaticNode::weight)
                .isEqualTo(100);
    }

    @Test
    void difysSpellingsAreUnderstood() {
        RedisSettings redis = Loading.in(folder)
                .env(
                        "REDIS_USE_SSL", "True",
                        "REDIS_SSL_CERT_REQS", "CERT_NONE",
                        "REDIS_USE_SENTINEL", "false",
                        "REDIS_SENTINELS", "10.0.0.1:26379,sentinel:26379",
                        "REDIS_SENTINEL_SOCKET_TIMEOUT", "0.1")
                .settings()
                .redis();
        assertThat(redis.tls().enabled()).isTrue();
        assertThat(redis.tls().verify()).isEqualTo(TlsSettings.Verify.NONE);
        assertThat(redis.sentinel().nodes()).hasSize(2);
        assertThat(redis.sentinel().socketTimeout()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void optionalVerificationIsVerification() {
        Loading loading = Loading.in(folder).file("redis: {tls: {verify: none}}");
        for (String spelled : new String[] {"CERT_OPTIONAL", "optional", "CERT_REQUIRED", "required"}) {
            assertThat(loading.env("REDIS_SSL_CERT_REQS", spelled)
                            .settings()
                            .redis()
                            .tls()
                            .verify())
                    .isEqualTo(TlsSettings.Verify.REQUIRED);
        }
    }

    @Test
    void namesOfOtherProgramsAreNoConcern() {
        Loading loading = Loading.in(folder)
                .env("PATH", "/bin", "REDIS_URL", "x", "PLUGINLB_JAVA_OPTS", "-Xmx1g", "PLUGINLB_TOKEN", "t");
        assertThat(loading.env("PLUGINLB_ADMIN", "http://x").effective().rows())
                .allMatch(row -> row.origin().equals("default"));
        assertThat(loading.effective().rows()).allMatch(row -> row.origin().equals("default"));
    }

    private static ConfigRow row(String value, String origin) {
        return new ConfigRow("redis.host", value, origin);
    }
}
