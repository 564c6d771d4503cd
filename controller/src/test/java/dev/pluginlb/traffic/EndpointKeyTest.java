package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointKeyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/plugin/7f3c/dispatch/llm/invoke",
                "POST /plugin/:tenant_id/dispatch/llm/invoke",
                "POST /plugin/:tenant_id/dispatch/llm/invoke langgenius/openai",
                "* /e/:hook_id",
                "/e/a%20b"
            })
    void pathRouteAndRouteWithPluginAreKeys(String value) {
        assertThat(new EndpointKey(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "plugin",
                "post /a",
                "POST  /a",
                "POST /a b",
                "/a b",
                "/a author/",
                "/a /plugin",
                "/a\n",
                "\n/a",
                "/a;",
                "/a{",
                "/a}",
                "/$uri",
                "/${uri}",
                "/a\"",
                "/a'",
                "/a\\",
                "/a\0",
                "/é",
                "/a#b",
                "/a?b",
                "/a<b",
                "/a|b",
                "/a^b",
                "/a`b",
                "~/a",
                "default",
                "include /etc/passwd",
                "/a A/b",
                "/a author/plugin/more"
            })
    void anythingElseIsRefused(String value) {
        assertThatThrownBy(() -> new EndpointKey(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("endpoint key: ");
    }

    @Test
    void aKeyHasAtMost512Characters() {
        assertThat(new EndpointKey("/" + "a".repeat(511)).value()).hasSize(512);
        assertThatThrownBy(() -> new EndpointKey("/" + "a".repeat(512))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EndpointKey("/".repeat(10_000_000))).hasMessageContaining("10000000 characters");
    }

    @Property
    void anyTextIsOfTheAlphabetOrRefused(@ForAll String value) {
        try {
            assertThat(new EndpointKey("/" + value).value()).matches("[A-Za-z0-9 ._~:/@!&()*+,=%-]+");
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("endpoint key: ");
        }
    }
}
