package dev.pluginlb.plugins;

import dev.pluginlb.policy.Policies;
import dev.pluginlb.policy.RoutingPolicy;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One search for policies. Jars are taken in the order of their names, and the first that has a name keeps it. For one
 * search, on one thread.
 */
final class PolicySearch {

    private static final int MOST_PER_JAR = 64;

    private final Ownership ownership;
    private final SortedMap<String, String> origins = new TreeMap<>();
    private final List<String> refused = new ArrayList<>();
    private final List<URLClassLoader> open = new ArrayList<>();
    private Policies policies = Policies.builtIn();

    PolicySearch(Ownership ownership) {
        this.ownership = ownership;
    }

    FoundPolicies run(Path folder) {
        takeAll(RoutingPolicy.class.getClassLoader(), "class path");
        jars(folder).forEach(this::open);
        return new FoundPolicies(policies, origins, refused, open);
    }

    private List<Path> jars(Path folder) {
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            ownership.require(folder);
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList();
            }
        } catch (IOException unusable) {
            refuse(folder.toString(), unusable);
            return List.of();
        }
    }

    private void open(Path jar) {
        try {
            ownership.require(jar);
            JarLoader loader = JarLoader.of(jar);
            open.add(loader);
            takeAll(loader, jar.toString());
        } catch (IOException unusable) {
            refuse(jar.toString(), unusable);
        }
    }

    /** A class that cannot be loaded costs itself alone. */
    private void takeAll(ClassLoader loader, String origin) {
        Spliterator<ServiceLoader.Provider<RoutingPolicy>> providers =
                ServiceLoader.load(RoutingPolicy.class, loader).stream().spliterator();
        boolean more = true;
        for (int place = 0; more && place < MOST_PER_JAR; place++) {
            try {
                more = providers.tryAdvance(provider -> take(provider, origin));
            } catch (ServiceConfigurationError | LinkageError unloadable) {
                refuse(origin, unloadable);
            }
        }
    }

    /** What a stranger's constructor throws may be anything, and none of it may stop us. */
    private void take(ServiceLoader.Provider<RoutingPolicy> provider, String origin) {
        try {
            RoutingPolicy policy = provider.get();
            String name = policy.name();
            policies = policies.with(policy);
            origins.put(name, origin);
        } catch (RuntimeException | Error thrown) {
            refuse(origin + ", class " + provider.type().getName(), thrown);
        }
    }

    private void refuse(String where, Throwable why) {
        refused.add((where + ": " + words(why)).replaceAll("\\p{Cntrl}+", " "));
    }

    private static String words(Throwable why) {
        boolean isPlain = why instanceof IllegalArgumentException || why.getClass() == IOException.class;
        String own = why instanceof ServiceConfigurationError || isPlain
                ? String.valueOf(why.getMessage()).replace(RoutingPolicy.class.getName() + ": ", "")
                : why.toString();
        Throwable cause = why;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == why ? own : own + ": " + cause;
    }
}
