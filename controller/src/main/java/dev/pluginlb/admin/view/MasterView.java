package dev.pluginlb.admin.view;

import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.control.ControllerState;
import org.jspecify.annotations.Nullable;

/**
 * Who leads.
 *
 * @param master the leading controller; null while controllers elect none
 * @param daemonMaster the plugin daemons' own master
 * @param isSelf whether the answering controller leads
 */
public record MasterView(@Nullable String master, @Nullable String daemonMaster, boolean isSelf) {

    public static MasterView of(ControllerState state) {
        return new MasterView(null, state.daemonMaster().map(NodeId::value).orElse(null), false);
    }
}
