package dev.pluginlb.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The configuration cannot be used; carries everything that is wrong with it, never only the first thing. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Where it may be mended. */
    enum Mend {
        IN_ITS_FILES,

        /** A file could not be read just now, or something must be there besides, as the jar of a policy. */
        ELSEWHERE_TOO
    }

    private final transient List<ConfigError> details;
    private final transient Set<Path> files;
    private final Mend mend;

    ConfigException(List<ConfigError> details, Set<Path> files, Mend mend) {
        super(String.join("\n", lines(details)));
        this.details = List.copyOf(details);
        this.files = Set.copyOf(files);
        this.mend = mend;
    }

    /** Whether it may be right at another look, though none of the files has changed. */
    public boolean mayPass() {
        return mend == Mend.ELSEWHERE_TOO;
    }

    /** The files in which it may be mended, as far as they could be told; of these some may not exist. */
    public Set<Path> files() {
        return files;
    }

    /**
     * One line per error, {@code key: value (expected: rule)}: an env-file's form, the file by line, the environment, the
     * command line, then what does not go together.
     */
    public List<String> errors() {
        return lines(details);
    }

    /** The same errors with their origins. */
    public List<ConfigError> details() {
        return details;
    }

    private static List<String> lines(List<ConfigError> details) {
        return details.stream().map(ConfigError::line).toList();
    }
}
