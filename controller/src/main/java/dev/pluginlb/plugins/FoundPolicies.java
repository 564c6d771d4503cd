package dev.pluginlb.plugins;

import dev.pluginlb.policy.Policies;
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
 */
public record FoundPolicies(Policies policies, SortedMap<String, String> origins, List<String> refused) {

    private static final String FOLDER = "plugins";

    public FoundPolicies {
        origins = Collections.unmodifiableSortedMap(new TreeMap<>(origins));
        refused = List.copyOf(refused);
    }

    /**
     * Looks into {@code <state-dir>/plugins/*.jar}, and makes one object of each policy. Never throws: what is broken is
     * refused, and the others go on. Each call loads anew; the jars it took from stay open as long as the process.
     */
    public static FoundPolicies in(Path stateDir) {
        return new PolicySearch(Ownership.ours()).run(stateDir.resolve(FOLDER));
    }
}
