package dev.pluginlb.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What nodes have said last of the plugins they run. Holds only those that say it, each with at most {@link
 * PluginReport#MOST} plugins; {@link #keepOnly} bounds the number of nodes. Immutable.
 */
public record PluginTable(SortedMap<Address, SortedSet<PluginId>> said) {

    public static final PluginTable EMPTY = new PluginTable(Collections.emptySortedMap());

    public PluginTable {
        said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
    }

    /** With this in the place of what the node said before. */
    public PluginTable with(PluginReport report) {
        SortedMap<Address, SortedSet<PluginId>> next = new TreeMap<>(said);
        report.plugins().ifPresentOrElse(plugins -> next.put(report.node(), plugins), () -> next.remove(report.node()));
        return next.equals(said) ? this : new PluginTable(next);
    }

    /** Without the nodes that are not among these. */
    public PluginTable keepOnly(Set<Address> nodes) {
        if (nodes.containsAll(said.keySet())) {
            return this;
        }
        SortedMap<Address, SortedSet<PluginId>> kept = new TreeMap<>(said);
        kept.keySet().retainAll(nodes);
        return new PluginTable(kept);
    }

    /** Who runs what, as far as that tells the nodes apart. */
    public Runners runners() {
        Map<PluginId, List<Address>> nodes = new HashMap<>();
        said.forEach((node, plugins) -> plugins.forEach(plugin ->
                nodes.computeIfAbsent(plugin, first -> new ArrayList<>()).add(node)));
        nodes.values().removeIf(all -> all.size() == said.size());
        return Runners.rarest(nodes);
    }
}
