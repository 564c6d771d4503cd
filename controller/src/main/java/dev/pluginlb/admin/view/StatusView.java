package dev.pluginlb.admin.view;

import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The controller at a glance.
 *
 * @param version of pluginlb
 * @param freshnessReason why the view is only the last known one; empty while it is live
 * @param wanted the release that should be live
 * @param live the release that Nginx told last that it serves
 * @param proven whether the wanted one was seen live
 * @param pinned the release an operator went back to
 * @param waitingFor why the wanted release is not live yet; empty when it is
 * @param wantedState the state that Nginx should choose by; none with the reload driver
 * @param state the one that it does choose by
 * @param drainingWorkers old Nginx workers that finish their requests
 * @param skippedRedisValues values from Redis that made no sense, since the start
 * @param pools the further pools
 * @param configRefused why a changed configuration is not in effect, one line each; empty if none is waiting
 * @param reasons what is out of the ordinary
 * @param wrong what is not well, the first thing to say of a controller; empty when all is
 */
public record StatusView(
        String version,
        String started,
        long uptimeMs,
        String freshness,
        String since,
        String freshnessReason,
        NodeCounts nodes,
        @Nullable MainView main,
        @Nullable String wanted,
        @Nullable String live,
        boolean proven,
        @Nullable String pinned,
        String waitingFor,
        @Nullable AttemptView lastOutcome,
        @Nullable String wantedState,
        @Nullable String state,
        int drainingWorkers,
        long skippedRedisValues,
        List<PoolCounts> pools,
        List<String> configRefused,
        List<String> reasons,
        List<String> wrong) {

    public StatusView {
        pools = List.copyOf(pools);
        configRefused = List.copyOf(configRefused);
        wrong = List.copyOf(wrong);
        reasons = List.copyOf(reasons);
    }

    /** @param faults what is wrong besides what the controller tells */
    public static StatusView of(
            Controller controller, String version, List<String> configRefused, List<String> faults, Instant now) {
        ControllerState state = controller.state();
        DeploymentState deployment = state.deployment();
        return new StatusView(
                version,
                state.started().toString(),
                Duration.between(state.started(), now).toMillis(),
                Freshly.word(state.cluster().freshness()),
                state.cluster().freshness().since().toString(),
                state.cluster().freshness().reason(),
                NodeCounts.of(state.cluster()),
                state.main().map(MainView::of).orElse(null),
                deployment.wanted().orElse(null),
                deployment.live().orElse(null),
                deployment.proven(),
                deployment.pinned().orElse(null),
                deployment.waitingFor(),
                deployment.lastOutcome().map(AttemptView::of).orElse(null),
                deployment.state().wanted().orElse(null),
                deployment.state().inEffect().orElse(null),
                deployment.drainingWorkers(),
                controller.skippedValues(),
                state.services().stream().map(PoolCounts::of).toList(),
                configRefused,
                reasons(controller, state),
                Stream.concat(wrong(controller, state, configRefused).stream(), faults.stream())
                        .toList());
    }

    private static List<String> reasons(Controller controller, ControllerState state) {
        return Stream.of(
                        Stream.of(state.deployment().waitingFor()).filter(why -> !why.isEmpty()),
                        state.reasons().stream(),
                        controller.learning().problems().stream())
                .flatMap(Function.identity())
                .toList();
    }

    private static List<String> wrong(Controller controller, ControllerState state, List<String> configRefused) {
        DeploymentState deployment = state.deployment();
        NodeCounts nodes = NodeCounts.of(state.cluster());
        List<String> wrong = new ArrayList<>();
        if (!deployment.proven()) {
            wrong.add("the wanted config is not live" + because(deployment.waitingFor()));
        }
        if (nodes.up() + nodes.draining() < nodes.total() || nodes.up() == 0) {
            wrong.add(NodeCounts.missing(state.cluster()));
        }
        state.services().stream()
                .map(PoolCounts::of)
                .filter(pool -> pool.up() < pool.total() || pool.total() == 0)
                .forEach(pool -> wrong.add(pool.upOfAll()));
        if (!state.cluster().freshness().live()) {
            wrong.add("the nodes are the last known ones"
                    + because(state.cluster().freshness().reason()));
        }
        deployment
                .pinned()
                .ifPresent(version -> wrong.add("pinned to " + version
                        + (deployment.state().wanted().isEmpty()
                                ? ", the plan is not followed"
                                : ", templates and settings are not followed")));
        if (!configRefused.isEmpty()) {
            wrong.add("the changed configuration is refused and the former one kept" + because(configRefused.get(0)));
        }
        wrong.addAll(state.faults());
        controller.learning().deaf().ifPresent(wrong::add);
        return wrong;
    }

    private static String because(String why) {
        return why.isEmpty() ? "" : ": " + why;
    }
}
