package dev.pluginlb.cli;

import dev.pluginlb.config.PolicyRule;
import dev.pluginlb.plugins.FoundPolicies;
import dev.pluginlb.policy.Policies;
import java.nio.file.Path;
import java.util.Optional;

/** Permits what the planner will find. Loads nobody's code while a built-in policy is asked for. */
final class InstalledPolicies implements PolicyRule {

    @Override
    public Optional<String> against(String name, Path stateDir) {
        if (Policies.builtIn().find(name).isPresent()) {
            return Optional.empty();
        }
        try (FoundPolicies found = FoundPolicies.in(stateDir)) {
            return against(name, stateDir, found);
        }
    }

    private static Optional<String> against(String name, Path stateDir, FoundPolicies found) {
        String refused = found.refused().isEmpty() ? "" : "; not loaded: " + String.join("; ", found.refused());
        return PolicyRule.oneOf(found.policies().names())
                .against(name, stateDir)
                .map(rule -> rule + refused);
    }
}
