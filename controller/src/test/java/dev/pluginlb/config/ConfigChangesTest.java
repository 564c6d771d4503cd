package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is different in a configuration that is read again, and which files that depends on. */
class ConfigChangesTest {

    @TempDir
    Path folder;

    @Test
    void aChangeIsToldByKeyWithBothValues() {
        EffectiveConfig former = in("reload: { burst: 2 }\n");

        assertThat(in("reload: { burst: 3 }\nhealth: { interval: 2s }\n").changesFrom(former))
                .extracting(ConfigChange::line)
                .containsExactly("health.interval: 1s -> 2s", "reload.burst: 2 -> 3");
    }

    @Test
    void theSameValueInOtherWordsOrFromElsewhereIsNoChange() {
        EffectiveConfig former = in("health: { interval: 1s }\n");

        assertThat(in("# nothing\nhealth: { interval: 1000ms }\n").changesFrom(former))
                .isEmpty();
        assertThat(in("# only the default\n").changesFrom(former)).isEmpty();
    }

    @Test
    void anotherPasswordInItsFileIsAChangeThatShowsNeither() {
        Loading named = Loading.in(folder).write("secret", "one\n").file("redis: { password-file: secret }\n");
        EffectiveConfig former = named.effective();

        assertThat(named.write("secret", "two\n").effective().changesFrom(former))
                .extracting(ConfigChange::line)
                .containsExactly("redis.password: ****** -> ******");
    }

    @Test
    void itDependsOnEveryFileThatIsNamedAlsoWhereItIsNotThere() {
        EffectiveConfig config = Loading.in(folder)
                .envFile("REDIS_SSL_CA_CERTS=/etc/ca.pem\n")
                .file("admin: { token-file: token }\n")
                .effective();

        assertThat(config.files())
                .containsExactlyInAnyOrder(
                        folder.resolve("pluginlb.yaml"),
                        folder.resolve("dify.env"),
                        folder.resolve("token"),
                        Path.of("/etc/ca.pem"));
        assertThat(Loading.in(folder).effective().files()).contains(folder.resolve("pluginlb.yaml"));
    }

    @Test
    void aBadOneTellsInWhichFilesItMayBeMended() {
        Loading missing = Loading.in(folder).file("redis: { password-file: missing }\n");

        ConfigException bad = catchThrowableOfType(ConfigException.class, missing::effective);

        assertThat(bad.files()).contains(folder.resolve("pluginlb.yaml"), folder.resolve("missing"));
    }

    private EffectiveConfig in(String yaml) {
        return Loading.in(folder).file(yaml).effective();
    }
}
