package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {EndpointKey.PATH_CHARACTER, "[^/]", "[^ /]", "[0-9a-fA-F]", "[A-Za-z0-9_-]", "[A-Z]", "[/-]"})
    void aCharacterClassMeansTheSameAsBefore(String characterClass) {
        Pattern usual = Pattern.compile(characterClass);
        Pattern fast = Expressions.compile(characterClass);

        for (int character = 0; character <= Character.MAX_VALUE; character++) {
            String text = Character.toString(character);
            assertThat(fast.matcher(text).matches())
                    .as("U+%04x", character)
                    .isEqualTo(usual.matcher(text).matches());
        }
    }
}
