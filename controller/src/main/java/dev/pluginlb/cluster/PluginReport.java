package dev.pluginlb.cluster;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one node says of the plugins it runs.
 *
 * @param plugins the first {@link #MOST} by name; empty when it says nothing of that, which is not the same as running none
 */
public record PluginReport(Address node, Optional<SortedSet<PluginId>> plugins) {

    /** How many plugins of one node are taken note of. */
    public static final int MOST = 500;

    public PluginReport {
        plugins = plugins.map(PluginReport::bounded);
    }

    public static PluginReport of(Address node, Collection<PluginId> plugins) {
        return new PluginReport(node, Optional.of(new TreeSet<>(plugins)));
    }

    /** Of a node that does not say what it runs. */
    public static PluginReport silent(Address node) {
        return new PluginReport(node, Optional.empty());
    }

    private static SortedSet<PluginId> bounded(SortedSet<PluginId> plugins) {
        return Collections.unmodifiableSortedSet(
                plugins.stream().limit(MOST).collect(Collectors.toCollection(TreeSet::new)));
    }
}
