package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {

    @Test
    void everyDefaultKeepsItsOwnRule() {
        assertThatCode(Values::new).doesNotThrowAnyException();
    }

    @Test
    void noTwoKeysShareAnEnvironmentName() {
        assertThat(Keys.ALL).extracting(Key::path).doesNotHaveDuplicates();
        assertThat(Keys.ALL).extracting(Key::envName).doesNotHaveDuplicates();
        assertThat(Keys.ALL).extracting(Key::envName).contains("PLUGINLB_RELOAD_MIN_INTERVAL", "PLUGINLB_STATE_DIR");
    }

    @Test
    void noKeyIsAlsoASection() {
        assertThat(Keys.ALL).noneMatch(key -> Keys.isSection(key.path()));
    }

    @Test
    void secretsAreKnown() {
        assertThat(Keys.ALL.stream().filter(key -> key.shape().visibility() == Visibility.SECRET))
                .extracting(Key::path)
                .containsExactly("redis.password", "redis.sentinel.password", "admin.token");
    }

    @Test
    void everyKeyCanBeDescribed() {
        assertThat(KeyDescription.all())
                .hasSameSizeAs(Keys.ALL)
                .contains(new KeyDescription(
                        "redis.port",
                        "6379",
                        "a whole number, 1 to 65535",
                        "PLUGINLB_REDIS_PORT",
                        List.of("REDIS_PORT"),
                        false));
    }
}
