package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {

    @TempDir
    Path folder;

    @Test
    void difysOwnFileServesUnchanged() {
        RedisSettings redis = Loading.in(folder).envFile("""
                        # redis
                        REDIS_HOST=redis
                        REDIS_PORT=6379
                        REDIS_USERNAME=
                        REDIS_PASSWORD=difyai123456
                        REDIS_USE_SSL=false
                        REDIS_SSL_CERT_REQS=CERT_NONE   # skips verification
                        REDIS_SSL_CA_CERTS=
                        REDIS_SENTINEL_SOCKET_TIMEOUT=0.1
                        REDIS_DB=0
                        SECRET_KEY=sk-9f73s3ljTXVcMT3Blb3ljTqtsKiGHXVcMT3BlbkFJLK7U
                        CELERY_BROKER_URL=redis://:difyai123456@redis:6379/1
                        """).settings().redis();
        assertThat(redis.address()).hasToString("redis:6379");
        assertThat(redis.password()).contains(new Secret("difyai123456"));
        assertThat(redis.tls().verify()).isEqualTo(TlsSettings.Verify.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"abc|abc", "'a#b $c \\d'|a#b $c \\d", "\"a # b\"|a # b", "a=b|a=b", "abc # remark|abc", "ключ|ключ"
            })
    void aValueThatEverybodyReadsAlikeIsTaken(String written, String meant) {
        assertThat(Loading.in(folder)
                        .envFile("REDIS_PASSWORD=" + written + "\r\n")
                        .settings()
                        .redis()
                        .password())
                .contains(new Secret(meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a#b", "a$b", "a b", "\"a", "'a", "\"a$b\"", "\"a\\nb\"", "a'b", "\"a\"b"})
    void aValueThatIsReadDifferentlyIsRefused(String written) {
        assertThat(Loading.in(folder)
                        .envFile("REDIS_PASSWORD=" + written + "\n")
                        .errors())
                .singleElement()
                .asString()
                .startsWith("REDIS_PASSWORD: ****** (expected: NAME=value on one line")
                .doesNotContain(written + "\n");
    }

    @Test
    void aNameThatIsGivenTwiceOrExportedIsRefused() {
        assertThat(Loading.in(folder).envFile("REDIS_DB=1\nREDIS_DB=2\n").errors())
                .hasSize(1);
        assertThat(Loading.in(folder).envFile("export REDIS_DB=1\n").errors()).hasSize(1);
    }

    @Test
    void aNameThatAnUnclosedQuoteSwallowsIsRefused() {
        assertThat(Loading.in(folder).envFile("OTHER=\"open\nREDIS_DB=1\n").errors())
                .hasSize(1);
    }

    @Test
    void anUnknownPluginlbNameIsRefusedThereToo() {
        assertThat(Loading.in(folder).envFile("PLUGINLB_REDIS_HOTS=x\n").errors())
                .containsExactly(
                        "PLUGINLB_REDIS_HOTS: value not shown, as the key is unknown (expected: a key of pluginlb; nearest is PLUGINLB_REDIS_HOST)");
    }

    @Test
    void itMayNameTheConfigFile() {
        Loading loading =
                Loading.in(folder).write("named.yaml", "redis: {db: 2}").envFile("PLUGINLB_CONFIG=named.yaml\n");
        assertThat(loading.settings().redis().db()).isEqualTo(2);
    }
}
