package dev.pluginlb.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while one configuration is loaded; for one load, on one thread. */
final class Problems {

    private final List<ConfigError> errors = new ArrayList<>();

    void add(String key, String value, String rule, Origin origin) {
        errors.add(new ConfigError(key, value, rule, origin.text()));
    }

    /** @throws ConfigException if anything was wrong */
    void raise() {
        if (!errors.isEmpty()) {
            throw new ConfigException(errors);
        }
    }
}
