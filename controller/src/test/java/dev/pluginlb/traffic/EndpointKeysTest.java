package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointKeysTest {

    private static final String LLM = "/plugin/t1/dispatch/llm/invoke";
    private static final String LLM_KEY = "POST /plugin/:tenant_id/dispatch/llm/invoke";
    private static final String TOKEN = "a1".repeat(10);

    @ParameterizedTest
    @CsvSource({
        "/plugin/t1/dispatch/llm/invoke, /plugin/:tenant_id/dispatch/llm/invoke",
        "/plugin/t1/asset/9f, /plugin/:tenant_id/asset/:id",
        "/plugin/t1/asset/9f/more, /plugin/:tenant_id/asset/9f/more",
        "/plugin/t1/management/install/tasks/7, /plugin/:tenant_id/management/install/tasks/:id",
        "/plugin/t1/management/install/tasks/delete_all, /plugin/:tenant_id/management/install/tasks/delete_all",
        "/plugin/t1/management/install/tasks/7/delete, /plugin/:tenant_id/management/install/tasks/:id/delete",
        "/plugin/t1/management/install/tasks/7/delete/a/b, /plugin/:tenant_id/management/install/tasks/:id/delete",
        "/v2/invoke/dispatch/speech2text/invoke, /v2/invoke/dispatch/speech2text/invoke",
        "/health/check, /health/check",
        "/plugin/t1, /plugin/t1",
        "/plugin/t1/, /plugin/:tenant_id/",
        "/, /",
    })
    void pathsOfAnOfficialRouteShareATemplate(String path, String template) {
        assertThat(route("GET", path)).isEqualTo("GET " + template);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/12345/users/7, /api/:id/users/:id",
        "/api/5f0c6c2e-8a7b-4c1d-9e2f-1234567890ab, /api/:id",
        "/api/00000000-0000-0000-0000-000000000000/x, /api/:id/x",
        "/api/0123456789abcdef, /api/:id",
        "/api/DEADBEEFDEADBEEF/, /api/:id/",
        "/api/0123456789abcde, /api/0123456789abcde",
        "/api/sk_live-4eC39HqLyjWDarjtT1, /api/:id",
        "/api/this_is_a_name_without_numbers, /api/this_is_a_name_without_numbers",
        "/api/v2/text2image, /api/v2/text2image",
        "/1/2/3/4/5/6, /:id/:id/:id/:id/5/6",
        "/123, /:id",
        "/plugin/t1/new/42/thing, /plugin/:tenant_id/new/:id/thing",
        "/plugin/42, /plugin/:id",
    })
    void idsInUnknownRoutesAreReplacedUpToFour(String path, String template) {
        assertThat(route("GET", path)).isEqualTo("GET " + template);
    }

    @Test
    void aPluginIsPartOfTheKeyIfTheFormSaysSo() {
        assertThat(key("POST", LLM, "langgenius/openai")).isEqualTo(LLM_KEY + " langgenius/openai");
        assertThat(route("POST", LLM)).isEqualTo(LLM_KEY);
        assertThat(of(KeyForm.ROUTE, "POST", LLM, "langgenius/openai")).isEqualTo(LLM_KEY);
        assertThat(of(KeyForm.PATH, "POST", LLM, "langgenius/openai")).isEqualTo(LLM);
    }

    @Test
    void theUniqueIdentifierNamesThePluginToo() {
        assertThat(key("POST", "/v2/invoke/dispatch/llm/invoke", "langgenius/openai:0.1.2@" + "f".repeat(64)))
                .isEqualTo("POST /v2/invoke/dispatch/llm/invoke langgenius/openai");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "openai", "Langgenius/openai", "a/b/c", "a/b c", "a/b, a/b", "/b", "a/", "a/b\n"})
    void whatIsNoPluginIdCountsAsNone(String pluginId) {
        assertThat(key("POST", LLM, pluginId)).isEqualTo(LLM_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/e/abc", "/e/abc/any thing", "/e/", "/e//", "/e/abc/\u00e9$\n\"'"})
    void aWebhookIsOneEndpointWhoeverCallsIt(String path) {
        assertThat(key("GET", path, "a/b")).isEqualTo("* /e/:hook_id");
        assertThat(key("no method", path, "")).isEqualTo("* /e/:hook_id");
    }

    @ParameterizedTest
    @EnumSource(KeyForm.class)
    void whatCannotBePartOfAKeyHasNone(KeyForm form) {
        for (String path : new String[] {
            "",
            "x",
            "*",
            "/a b",
            "/a b/c",
            "/a\n",
            "/\u00e9",
            "/$uri",
            "/\"",
            "/a;",
            "/plugin/t/a b/c",
            "/" + "a".repeat(512)
        }) {
            assertThat(new EndpointKeys(form).of("GET", path, "a/b"))
                    .as("%s", path)
                    .isEmpty();
        }
    }

    @Test
    void aMethodThatIsNoneHasNoKey() {
        for (String method : new String[] {"", "get", "M-SEARCH", "G".repeat(17), "GET /x"}) {
            assertThat(new EndpointKeys(KeyForm.ROUTE).of(method, "/a", "")).isEmpty();
        }
    }

    @Test
    void aKeyThatThePluginMakesTooLongIsNone() {
        String path = "/" + "x".repeat(500);

        assertThat(route("GET", path)).hasSize(505);
        assertThat(new EndpointKeys(KeyForm.ROUTE_PLUGIN).of("GET", path, "author/plugin"))
                .isEmpty();
    }

    @Property
    void anyRequestHasAKeyOrNone(@ForAll KeyForm form, @ForAll String method, @ForAll String path, @ForAll String id) {
        new EndpointKeys(form).of(method, path, id);
        new EndpointKeys(form).of("GET", "/plugin/" + path, id);
        assertThat(new EndpointKeys(form)
                        .of("GET", "/" + path + "/" + TOKEN, id)
                        .map(EndpointKey::value))
                .satisfiesAnyOf(
                        key -> assertThat(key).isEmpty(),
                        key -> assertThat(key.orElseThrow()).doesNotContain(form == KeyForm.PATH ? "\n" : TOKEN));
    }

    private static String route(String method, String path) {
        return key(method, path, "");
    }

    private static String key(String method, String path, String pluginId) {
        return of(KeyForm.ROUTE_PLUGIN, method, path, pluginId);
    }

    private static String of(KeyForm form, String method, String path, String pluginId) {
        return new EndpointKeys(form).of(method, path, pluginId).orElseThrow().value();
    }
}
