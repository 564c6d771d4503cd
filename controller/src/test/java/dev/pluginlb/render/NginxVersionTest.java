package dev.pluginlb.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NginxVersionTest {

    @ParameterizedTest
    @CsvSource({
        "nginx version: nginx/1.22.1, 1.22.1, false",
        "nginx version: nginx/1.27.4 (Ubuntu), 1.27.4, true",
        "nginx version: openresty/1.27.1.2, 1.27.1, false",
        "nginx version: nginx/2.0.0, 2.0.0, true",
    })
    void aBannerIsRead(String banner, String version, boolean keepsConnections) {
        assertThat(NginxVersion.parse(banner)).map(NginxVersion::toString).contains(version);
        assertThat(NginxVersion.parse(banner).orElseThrow().keepsIdleConnectionsOnReload())
                .isEqualTo(keepsConnections);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Apache/2.4.57", "nginx/1.22", "nginx/99999999999.1.1"})
    void anythingElseIsNone(String banner) {
        assertThat(NginxVersion.parse(banner)).isEmpty();
    }
}
