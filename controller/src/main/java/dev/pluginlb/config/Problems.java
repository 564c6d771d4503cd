package dev.pluginlb.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects what is wrong while one configuration is loaded; for one load, on one thread. */
final class Problems {

    private final List<ConfigError> errors = new ArrayList<>();

    void add(String key, String value, String rule, Origin origin) {
        errors.add(new ConfigError(key, value, rule, origin.text()));
    }

    /** @throws ConfigException if anything was wrong */
    void raise() {
        raise(Set.of());
    }

    /**
     * The same for a configuration.
     *
     * @param files what it was read from
     */
    void raise(Set<Path> files) {
        if (!errors.isEmpty()) {
            throw new ConfigException(errors, files);
        }
    }
}
