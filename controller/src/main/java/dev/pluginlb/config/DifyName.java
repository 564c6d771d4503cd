package dev.pluginlb.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A name from Dify's own {@code .env}, and how its spelling of a value becomes pluginlb's.
 *
 * @param rule what the name's value must be, in words; empty when the key's own rule holds
 * @param translation throws IllegalArgumentException for what breaks the rule
 */
record DifyName(String name, String rule, UnaryOperator<String> translation) {

    private static final Map<String, String> SWITCHES =
            Map.of("true", "true", "1", "true", "t", "true", "false", "false", "0", "false", "f", "false");

    /**
     * "Optional" verifies like "required": a client cannot verify half, and the plugin daemon reads it so too. Reading
     * it as "none" would switch off what somebody asked for.
     */
    private static final Map<String, String> VERIFICATIONS = Map.of(
            "cert_none", "none",
            "none", "none",
            "cert_optional", "required",
            "optional", "required",
            "cert_required", "required",
            "required", "required");

    static DifyName of(String name) {
        return new DifyName(name, "", UnaryOperator.identity());
    }

    /** Both Go and Python write a truth value in several ways. */
    static DifyName ofSwitch(String name) {
        return chosen(name, "true or false", SWITCHES);
    }

    static DifyName ofVerification(String name) {
        return chosen(name, "CERT_NONE, CERT_OPTIONAL or CERT_REQUIRED", VERIFICATIONS);
    }

    /** Dify writes this one as seconds with a fraction, {@code 0.1}. */
    static DifyName ofSeconds(String name) {
        String rule = "seconds, such as 0.1, in whole milliseconds";
        return new DifyName(name, rule, text -> {
            if (!text.matches("[0-9]{1,6}(?:\\.[0-9]{1,9})?")) {
                throw ConfigError.refusal(name, text, rule);
            }
            return wholeMillis(new BigDecimal(text).movePointRight(3), rule) + "ms";
        });
    }

    private static String wholeMillis(BigDecimal millis, String rule) {
        try {
            return millis.toBigIntegerExact().toString();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("milliseconds: " + millis + " (expected: " + rule + ")", e);
        }
    }

    private static DifyName chosen(String name, String rule, Map<String, String> choices) {
        return new DifyName(name, rule, text -> {
            String key = text.toLowerCase(Locale.ROOT);
            if (!choices.containsKey(key)) {
                throw ConfigError.refusal(name, text, rule);
            }
            return choices.getOrDefault(key, text);
        });
    }
}
