package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteDefaultsTest {

    private static final EndpointKeys KEYS = new EndpointKeys(KeyForm.ROUTE_PLUGIN);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/plugin/t/dispatch/llm/invoke",
                "/plugin/t/dispatch/agent_strategy/invoke",
                "/plugin/t/dispatch/tool/invoke",
                "/plugin/t/dispatch/tts/invoke",
                "/plugin/t/dispatch/speech2text/invoke",
                "/plugin/t/dispatch/datasource/get_website_crawl",
                "/plugin/t/dispatch/datasource/online_drive_browse_files",
                "/plugin/t/dispatch/trigger/invoke_event",
                "/plugin/t/dispatch/trigger/dispatch_event",
                "/plugin/t/dispatch/model/polling/start",
                "/plugin/t/dispatch/model/polling/check",
                "/plugin/t/management/install/upload/package",
                "/plugin/t/management/install/upload/bundle",
                "/v2/invoke/dispatch/llm/invoke",
                "/e/hook/any"
            })
    void routesThatTakeSecondsToMinutesAreLong(String path) {
        assertThat(usual("POST", path, "")).isEqualTo(RequestClass.LONG);
        assertThat(usual("POST", path, "langgenius/openai")).isEqualTo(RequestClass.LONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/plugin/t/dispatch/llm/num_tokens",
                "/plugin/t/dispatch/llm/invoke/more",
                "/plugin/t/dispatch/text_embedding/invoke",
                "/plugin/t/dispatch/tts/model/voices",
                "/plugin/t/dispatch/datasource/validate_credentials",
                "/plugin/t/dispatch/trigger/subscribe",
                "/plugin/t/dispatch/model/schema",
                "/plugin/t/management/install/upgrade",
                "/v2/invoke/management/install/upload/package",
                "/other/plugin/t/dispatch/llm/invoke",
                "/health/check"
            })
    void allOthersAreShort(String path) {
        assertThat(usual("POST", path, "a/b")).isEqualTo(RequestClass.SHORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plugin/t/dispatch/llm/invoke", "/e/hook"})
    void aPathIsNoRouteAndThereforeShort(String path) {
        EndpointKey key = new EndpointKeys(KeyForm.PATH).of("POST", path, "").orElseThrow();

        assertThat(RouteDefaults.of(key)).isEqualTo(RequestClass.SHORT);
    }

    private static RequestClass usual(String method, String path, String pluginId) {
        return RouteDefaults.of(KEYS.of(method, path, pluginId).orElseThrow());
    }
}
