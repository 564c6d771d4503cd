package dev.pluginlb.admin.metrics;

import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.Counts;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.control.Durations;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.nginx.ApplyOutcome;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Nginx serves, and what became of attempts to change that. */
final class ConfigMetrics {

    private ConfigMetrics() {}

    static Stream<MetricSnapshot> of(Controller controller) {
        ControllerState state = controller.state();
        return Stream.concat(standing(state), attempts(controller.counts()));
    }

    private static Stream<MetricSnapshot> standing(ControllerState state) {
        DeploymentState deployment = state.deployment();
        return Stream.of(
                version("pluginlb_config", "The config that the running Nginx told last", deployment.live()),
                version(
                        "pluginlb_state",
                        "The state that Nginx chooses by, with the Lua driver",
                        deployment.state().inEffect()),
                Series.moment(
                        "pluginlb_config_applied_timestamp_seconds",
                        "When the live config was put into effect last, where the history still tells",
                        applied(state)),
                Series.flag("pluginlb_config_proven", "1 when what is wanted was seen in effect", deployment.proven()),
                Series.flag(
                        "pluginlb_config_pinned",
                        "1 while an operator holds a release",
                        deployment.pinned().isPresent()),
                Series.gauge(
                        "pluginlb_draining_workers",
                        "Nginx workers that only finish their requests",
                        deployment.drainingWorkers()));
    }

    private static MetricSnapshot version(String name, String help, Optional<String> version) {
        return Series.info(
                name,
                help,
                version.map(value -> Labels.of("version", value)).stream().toList());
    }

    private static Optional<Instant> applied(ControllerState state) {
        return state.history().stream()
                .filter(attempt -> attempt.result() == ApplyOutcome.Result.PROVEN)
                .filter(attempt -> state.deployment()
                        .live()
                        .filter(attempt.version()::equals)
                        .isPresent())
                .map(ReleaseRecord::at)
                .findFirst();
    }

    /** Every result has its series, also at zero. */
    private static Stream<MetricSnapshot> attempts(Counts counts) {
        return Stream.of(
                Series.counters(
                        "pluginlb_applies",
                        "Attempts to put a config into effect, by how they ended",
                        byResult(counts, Durations.Tally::count)),
                Series.histogram(
                        "pluginlb_apply_duration_seconds",
                        "How long attempts to put a config into effect took, with the proof or the putting back",
                        Metrics.WORK_BOUNDS,
                        byResult(counts, Metrics::times)),
                Series.counters(
                        "pluginlb_state_tellings",
                        "States that Nginx was told, with the Lua driver, by what became of it",
                        Map.of(
                                Labels.of("result", "in_effect"), counts.tellings(),
                                Labels.of("result", "failed"), counts.failedTellings())));
    }

    private static <T> Map<Labels, T> byResult(Counts counts, Function<Durations.Tally, T> value) {
        return counts.applies().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> Labels.of("result", AdminJson.word(entry.getKey())),
                        entry -> value.apply(entry.getValue())));
    }
}
