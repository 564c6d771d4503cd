package dev.pluginlb.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which names {@code routing.policy} may have; asked once it is known where the state folder is. */
@FunctionalInterface
public interface PolicyRule {

    /** Permits every name: for those who only look where the controller is, and may not even read its state folder. */
    PolicyRule ANY = (name, stateDir) -> Optional.empty();

    /** What would have been right instead of this name; empty when the name is right. */
    Optional<String> against(String name, Path stateDir);

    /** Permits a fixed set of names. */
    static PolicyRule oneOf(Set<String> names) {
        return (name, stateDir) -> names.contains(name) ? Optional.empty() : Optional.of(listed(names));
    }

    private static String listed(Set<String> names) {
        return Shapes.listed(List.copyOf(new TreeSet<>(names)));
    }
}
