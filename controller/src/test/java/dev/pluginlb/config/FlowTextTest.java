package dev.pluginlb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FlowTextTest {

    @Property
    void whatIsPrintedIsReadBackAsItWas(@ForAll("texts") String text, @ForAll("texts") String name) {
        Node node =
                new Node.Mapping(List.of(new Node.Entry(name, new Node.Sequence(List.of(Node.text(text)), 1), 1)), 1);
        assertThat(YamlText.read(FlowText.print(node))).isEqualTo(node);
    }

    @Property
    void anyTextIsReadOrRefusedAndNothingElseHappens(@ForAll("texts") String text) {
        try {
            assertThat(YamlText.read(text)).isNotNull();
        } catch (YamlProblem e) {
            assertThat(e.line()).isPositive();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> hard =
                Arbitraries.of("", "null", "~", "true", "1e5", "- a", "a: b", "#", "*a", "{", "\"", "\u0000");
        Arbitrary<String> any = Arbitraries.strings()
                .withCharRange(' ', '\ud7ff')
                .withChars('\n', '\t', '\\', '"', '\'', ':', '#', '\u007f', '\u0085', '\u2028')
                .ofMaxLength(30);
        return Arbitraries.oneOf(hard, any);
    }
}
