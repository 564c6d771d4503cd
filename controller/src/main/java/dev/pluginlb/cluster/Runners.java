package dev.pluginlb.cluster;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which nodes run which plugin, of the plugins that some, but not all of the nodes that say it run. Of what is not in it
 * nothing is known that would make a difference.
 *
 * <p>At most {@link #MOST_PLUGINS} plugins and {@link #MOST_PLACES} nodes altogether, so that it fits wherever it is told.
 *
 * @param nodes sorted by address, none twice
 */
public record Runners(SortedMap<PluginId, List<Address>> nodes) {

    public static final int MOST_PLUGINS = 500;
    public static final int MOST_PLACES = 10_000;

    public static final Runners NONE = new Runners(Collections.emptySortedMap());

    public Runners {
        SortedMap<PluginId, List<Address>> sorted = new TreeMap<>();
        nodes.forEach((plugin, all) ->
                sorted.put(plugin, all.stream().sorted().distinct().toList()));
        nodes = Collections.unmodifiableSortedMap(sorted);
    }

    /** As many as there is room for. Those that few nodes run go first: of the others any node is likely to do. */
    static Runners rarest(Map<PluginId, List<Address>> all) {
        Comparator<Map.Entry<PluginId, List<Address>>> rarestFirst =
                Comparator.comparingInt(entry -> entry.getValue().size());
        List<Map.Entry<PluginId, List<Address>>> entries = all.entrySet().stream()
                .sorted(rarestFirst.thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_PLUGINS)
                .toList();
        SortedMap<PluginId, List<Address>> chosen = new TreeMap<>();
        int room = MOST_PLACES;
        for (Map.Entry<PluginId, List<Address>> entry : entries) {
            room -= entry.getValue().size();
            if (room < 0) {
                break;
            }
            chosen.put(entry.getKey(), entry.getValue());
        }
        return new Runners(chosen);
    }
}
