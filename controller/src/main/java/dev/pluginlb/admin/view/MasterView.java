package dev.pluginlb.admin.view;

import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.redis.ControllerInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who leads.
 *
 * @param master the leading controller; null while none does
 * @param daemonMaster the plugin daemons' own master
 * @param isSelf whether the answering controller leads
 * @param controllers all that share this Redis and have been heard of lately
 */
public record MasterView(
        @Nullable ControllerView master,
        @Nullable String daemonMaster,
        boolean isSelf,
        List<ControllerView> controllers) {

    public MasterView {
        controllers = List.copyOf(controllers);
    }

    /**
     * One controller; of one that leads but is not in the register yet, only the id is known.
     *
     * @param version of pluginlb
     * @param live the config that it proved live last
     */
    public record ControllerView(
            String id,
            @Nullable String host,
            @Nullable String version,
            @Nullable String live,
            @Nullable String lastSeen) {

        static ControllerView of(ControllerInfo info) {
            return new ControllerView(
                    info.id().value(),
                    info.host(),
                    info.version(),
                    info.live().orElse(null),
                    info.lastSeen().toString());
        }
    }

    public static MasterView of(Controller controller) {
        ControllerState state = controller.state();
        List<ControllerInfo> known = state.coordination().controllers();
        Optional<ControllerId> leader = controller.leads()
                ? Optional.of(controller.self())
                : state.coordination().leader().filter(id -> !id.equals(controller.self()));
        return new MasterView(
                leader.map(id -> find(id, known)).orElse(null),
                state.daemonMaster().map(NodeId::value).orElse(null),
                controller.leads(),
                known.stream().map(ControllerView::of).toList());
    }

    private static ControllerView find(ControllerId id, List<ControllerInfo> known) {
        return known.stream()
                .filter(info -> info.id().equals(id))
                .map(ControllerView::of)
                .findFirst()
                .orElse(new ControllerView(id.value(), null, null, null, null));
    }
}
