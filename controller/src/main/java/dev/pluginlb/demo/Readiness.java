package dev.pluginlb.demo;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which plugins run here. Ready is the rule, the exceptions are listed. Safe from any thread. */
final class Readiness {

    private final Set<String> notReady = ConcurrentHashMap.newKeySet();
    private final Set<String> known = new ConcurrentSkipListSet<>();

    Readiness(List<String> plugins, Set<String> notReady) {
        known.addAll(plugins);
        notReady.forEach(this::markNotReady);
    }

    void markReady(String plugin) {
        known.add(PluginIds.check(plugin));
        notReady.remove(plugin);
    }

    void markNotReady(String plugin) {
        known.add(PluginIds.check(plugin));
        notReady.add(plugin);
    }

    boolean ready(String plugin) {
        return !notReady.contains(plugin);
    }

    /** The official gauge: 1 active, 0.5 still launching. */
    String metrics() {
        StringBuilder text = new StringBuilder("# HELP plugin_runtime_status Current status of plugin runtime")
                .append(" (1=active, 0.5=launching, 0=stopped)\n# TYPE plugin_runtime_status gauge\n");
        for (String plugin : new TreeSet<>(known)) {
            text.append("plugin_runtime_status{plugin_id=\"")
                    .append(plugin)
                    .append("\",runtime_type=\"local\"} ")
                    .append(ready(plugin) ? "1" : "0.5")
                    .append('\n');
        }
        return text.toString();
    }
}
