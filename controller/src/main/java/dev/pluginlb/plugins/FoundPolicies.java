package dev.pluginlb.plugins;

import dev.pluginlb.policy.Policies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The policies there are: the built-in ones, those on the class path, those in jars. Immutable.
 *
 * @param origins where each one that is not built in came from, by its name
 * @param refused what was found but cannot be used, one line each: jar, class, and why
 * @param jars what is open as long as a policy of theirs is to decide anything
 */
public record FoundPolicies(
        Policies policies, SortedMap<String, String> origins, List<String> refused, List<URLClassLoader> jars)
        implements AutoCloseable {

    private static final String FOLDER = "plugins";

    public FoundPolicies {
        origins = Collections.unmodifiableSortedMap(new TreeMap<>(origins));
        refused = List.copyOf(refused);
        jars = List.copyOf(jars);
    }

    /**
     * Looks into {@code <state-dir>/plugins/*.jar}, and makes one object of each policy. Never throws: what is broken is
     * refused, and the others go on. Each call loads anew.
     */
    public static FoundPolicies in(Path stateDir) {
        return new PolicySearch(Ownership.ours()).run(stateDir.resolve(FOLDER));
    }

    /** Who only wanted to know which policies there are closes the jars; who lets one decide must not. */
    @Override
    public void close() {
        for (URLClassLoader jar : jars) {
            try {
                jar.close();
            } catch (IOException unclosable) {
                throw new UncheckedIOException(unclosable);
            }
        }
    }
}
