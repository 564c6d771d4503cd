package dev.pluginlb.traffic;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compiles the expressions that Nginx evaluates as well, for speed: Java tries the ranges of a character class one by
 * one, but looks single characters up in a table. So each class of ASCII characters is written out.
 */
final class Expressions {

    private static final Pattern CHARACTER_CLASS = Pattern.compile("\\[[^\\[\\]^][^\\[\\]]*\\]");

    private Expressions() {}

    static Pattern compile(String expression) {
        return Pattern.compile(CHARACTER_CLASS.matcher(expression).replaceAll(Expressions::writtenOut));
    }

    private static String writtenOut(MatchResult characterClass) {
        Pattern one = Pattern.compile(characterClass.group());
        // Hexadecimal, for which of the characters would mean something differs from place to place.
        return IntStream.range(0, 128)
                .filter(character -> one.matcher(Character.toString(character)).matches())
                .mapToObj("\\\\x%02x"::formatted)
                .collect(Collectors.joining("", "[", "]"));
    }
}
