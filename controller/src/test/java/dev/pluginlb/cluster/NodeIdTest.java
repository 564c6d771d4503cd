package dev.pluginlb.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "0f0b1c1e-8f53-4a52-9d80-0c3c1a0f8a11", "node_1.eu:2", "10.0.0.5:5002"})
    void aUuidOrAShortWordIsAnId(String value) {
        assertThat(new NodeId(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "-a", ".a", ":a", "a b", "a;b", "a{", "a$b", "a\n", "\na", "a\0", "a/b", "a<b>", "a\"", "a'",
                "a\\", "a%", "é", "١", "a\u200b", "\u212a"
            })
    void anythingElseIsRefusedInWordsThatCanBePrinted(String value) {
        assertThatThrownBy(() -> new NodeId(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("node id: [\\x20-\\x7e]*");
    }

    @Property
    void anyTextIsOfTheAlphabetOrRefused(@ForAll String value) {
        try {
            assertThat(new NodeId(value).value()).matches("[A-Za-z0-9._:-]{1,128}");
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(250);
        }
    }
}
