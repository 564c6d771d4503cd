package dev.pluginlb.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects what is wrong while one configuration is loaded; for one load, on one thread. */
final class Problems {

    private final List<ConfigError> errors = new ArrayList<>();
    private ConfigException.Mend mend = ConfigException.Mend.IN_ITS_FILES;

    void add(String key, String value, String rule, Origin origin) {
        errors.add(new ConfigError(key, value, rule, origin.text()));
    }

    /** What is found wrong here hangs on more than what stands in the files. */
    void mayPass() {
        mend = ConfigException.Mend.ELSEWHERE_TOO;
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
            throw new ConfigException(errors, files, mend);
        }
    }
}
