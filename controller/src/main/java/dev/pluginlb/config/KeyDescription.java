package dev.pluginlb.config;

import java.util.List;

/**
 * One setting as the documentation tells it.
 *
 * @param key the dotted path in the file
 * @param initial the value when nobody gives one, as one line of YAML
 * @param rule what a value must be, in words
 * @param envName the environment variable that sets it
 * @param difyNames the names under which Dify's own {@code .env} sets it
 * @param secret whether the value is masked wherever it is shown
 */
public record KeyDescription(
        String key, String initial, String rule, String envName, List<String> difyNames, boolean secret) {

    public KeyDescription {
        difyNames = List.copyOf(difyNames);
    }

    /** Every setting there is, in the order of the documentation. */
    public static List<KeyDescription> all() {
        return Keys.ALL.stream().map(KeyDescription::of).toList();
    }

    private static KeyDescription of(Key<?> key) {
        return new KeyDescription(
                key.path(),
                key.byDefault().shown(),
                key.shape().rule(),
                key.envName(),
                key.difyNames().stream().map(DifyName::name).toList(),
                key.shape().visibility() == Visibility.SECRET);
    }
}
