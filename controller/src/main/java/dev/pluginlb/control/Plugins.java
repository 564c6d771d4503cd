package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.PluginReport;
import dev.pluginlb.cluster.PluginTable;
import dev.pluginlb.cluster.Runners;
import java.util.Collection;
import java.util.Set;

/** What the nodes that serve say of the plugins they run. Confined to the control loop. */
final class Plugins {

    private PluginTable table = PluginTable.EMPTY;
    private Runners runners = Runners.NONE;

    void reported(PluginReport report) {
        become(table.with(report));
    }

    /** Who runs what among the nodes that serve; what others said before is forgotten. */
    Runners among(Collection<Address> serving) {
        become(table.keepOnly(Set.copyOf(serving)));
        return runners;
    }

    private void become(PluginTable next) {
        if (!next.equals(table)) {
            table = next;
            runners = next.runners();
        }
    }
}
