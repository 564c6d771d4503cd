package dev.pluginlb.admin.view;

import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.redis.RegisteredController;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who leads.
 *
 * @param master the leading controller; null while none does
 * @param daemonMaster the plugin daemons' own master
 * @param isSelf whether the answering controller leads
 * @param controllers all that share this Redis; one that was killed stays for ten minutes, as a silent one
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
     * @param state {@code running}, or {@code silent} when nothing was heard of it for 30 seconds
     */
    public record ControllerView(
            String id,
            @Nullable String host,
            @Nullable String version,
            @Nullable String live,
            @Nullable String lastSeen,
            @Nullable String state) {

        static ControllerView of(RegisteredController known, Instant now) {
            return new ControllerView(
                    known.id().value(),
                    known.host(),
                    known.version(),
                    known.live().orElse(null),
                    known.lastSeen().toString(),
                    known.isSilent(now) ? "silent" : "running");
        }
    }

    public static MasterView of(Controller controller, Instant now) {
        ControllerState state = controller.state();
        List<ControllerView> known = state.coordination().controllers().stream()
                .map(one -> ControllerView.of(one, now))
                .toList();
        return new MasterView(
                leader(controller).map(id -> find(id.value(), known)).orElse(null),
                state.daemonMaster().map(NodeId::value).orElse(null),
                controller.leads(),
                known);
    }

    /** The one that leads; of itself a controller knows better than any reading does. */
    public static Optional<ControllerId> leader(Controller controller) {
        return controller.leads()
                ? Optional.of(controller.self())
                : controller.state().coordination().leader().filter(id -> !id.equals(controller.self()));
    }

    private static ControllerView find(String id, List<ControllerView> known) {
        return known.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(new ControllerView(id, null, null, null, null, null));
    }
}
