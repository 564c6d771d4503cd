package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final String SECRET = "hunter2";

    @TempDir
    Path folder;

    @Test
    void aPrintedConfigurationShowsNoSecret() {
        EffectiveConfig config = Loading.in(folder)
                .env("REDIS_PASSWORD", SECRET, "REDIS_SENTINEL_PASSWORD", SECRET, "PLUGINLB_ADMIN_TOKEN", SECRET)
                .effective();
        assertThat(config.settings().redis().password()).contains(new Secret(SECRET));
        assertThat(config.print()).contains("redis.password: ******").doesNotContain(SECRET);
        assertThat(config.settings().toString() + config.rows() + config).doesNotContain(SECRET);
    }

    @Test
    void anEmptySecretIsShownAsEmpty() {
        assertThat(Loading.in(folder).row("redis.password").value()).isEqualTo("\"\"");
    }

    @Test
    void anErrorShowsNoSecret() {
        ConfigSources sources = Loading.in(folder)
                .file("redis: {password: [hunter2], pasword: hunter2, tls: hunter2}\nadmin: {token: \"hunter2 \\0\"}\n")
                .env("REDIS_PASSWORD", "hunter2\n", "PLUGINLB_REDIS_PASWORD", SECRET)
                .commandLine("admin.token", SECRET, "admin.token-file", "/x", "admin.tokn", SECRET)
                .sources();
        Loading loading = new Loading(sources);
        assertThat(loading.details()).hasSize(8);
        assertThat(loading.details().toString() + sources).doesNotContain(SECRET);
        assertThat(loading.errors()).contains("admin.token: ****** (expected: empty when admin.token-file is set)");
    }

    @Test
    void innerValuesShowNoSecret() {
        assertThat(Node.text(SECRET).toString()
                        + new Variable("N", SECRET, Origin.DEFAULT)
                        + new Resolved<>(
                                Keys.REDIS_PASSWORD,
                                Optional.of(new Secret(SECRET)),
                                Node.text(SECRET),
                                Origin.DEFAULT))
                .doesNotContain(SECRET);
    }

    @Test
    void thePasswordMayStandInAFile() {
        Loading loading =
                Loading.in(folder).write("password", SECRET + "\r\n").env("PLUGINLB_REDIS_PASSWORD_FILE", "password");
        assertThat(loading.settings().redis().password()).contains(new Secret(SECRET));
        assertThat(loading.settings().redis().passwordFile()).contains(Path.of("password"));
        assertThat(loading.row("redis.password"))
                .isEqualTo(new ConfigRow("redis.password", "******", "redis.password-file"));
    }

    @Test
    void anUnusablePasswordFileIsAnError() {
        Loading loading = Loading.in(folder).write("two", "a\nb\n").write("empty", "\n");
        for (String file : new String[] {"gone", "two", "empty", "."}) {
            assertThat(loading.env("PLUGINLB_REDIS_PASSWORD_FILE", file).errors())
                    .singleElement()
                    .asString()
                    .startsWith("redis.password-file: ")
                    .endsWith(
                            "(expected: a regular, readable file with the password on one line of up to 512 characters)");
        }
    }

    @Test
    void aPasswordAndItsFileExcludeEachOther() {
        assertThat(Loading.in(folder)
                        .file("redis: {password: hunter2, password-file: gone}")
                        .errors())
                .containsExactly("redis.password: ****** (expected: empty when redis.password-file is set)");
    }

    @Test
    void aPasswordStaysAsItIsWritten() {
        for (String password : new String[] {"007", "1e5", "1_000", "0x1F", "true", "no", "1.10", "2026-01-01"}) {
            assertThat(Loading.in(folder)
                            .file("redis: {password: " + password + "}")
                            .settings()
                            .redis()
                            .password())
                    .contains(new Secret(password));
        }
    }
}
