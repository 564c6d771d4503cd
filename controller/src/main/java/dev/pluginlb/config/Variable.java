package dev.pluginlb.config;

import java.util.Set;
import java.util.stream.Collectors;

/** One environment variable, from the environment itself or from an env-file. May hold a secret: does not print it. */
record Variable(String name, String value, Origin origin) {

    /** Names with pluginlb's prefix that are no settings: for the client, the launcher and the choice of the file. */
    private static final Set<String> NO_SETTINGS =
            Set.of("PLUGINLB_ADMIN", "PLUGINLB_ADMIN_CA", "PLUGINLB_CONFIG", "PLUGINLB_TOKEN", "PLUGINLB_JAVA_OPTS");

    private static final Set<String> DIFY_NAMES = Keys.ALL.stream()
            .flatMap(key -> key.difyNames().stream())
            .map(DifyName::name)
            .collect(Collectors.toUnmodifiableSet());

    static boolean isOurs(String name) {
        return name.startsWith(Key.ENV_PREFIX) || DIFY_NAMES.contains(name);
    }

    /** Dify's {@code .env} lists names without a value; there an empty one says nothing. */
    boolean says() {
        return !(value.isEmpty() && DIFY_NAMES.contains(name));
    }

    boolean isUnknown() {
        return name.startsWith(Key.ENV_PREFIX)
                && !NO_SETTINGS.contains(name)
                && Keys.ALL.stream().noneMatch(key -> key.envName().equals(name));
    }

    @Override
    public String toString() {
        return name;
    }
}
