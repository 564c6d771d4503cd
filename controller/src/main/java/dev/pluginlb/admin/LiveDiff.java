package dev.pluginlb.admin;

import dev.pluginlb.admin.view.DiffView;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.render.RenderedConfig;
import java.util.Optional;
import java.util.TreeMap;

/** What would change in the running Nginx if the wanted release went live. */
final class LiveDiff {

    static final RenderedConfig NOTHING = new RenderedConfig("none", new TreeMap<>());

    private final Controller controller;

    LiveDiff(Controller controller) {
        this.controller = controller;
    }

    DiffView now() {
        ControllerState state = controller.state();
        Optional<String> live = state.deployment().live();
        Optional<RenderedConfig> wanted = state.target();
        if (wanted.isEmpty()) {
            return new DiffView(live.orElse(null), null, "", "no config is wanted yet");
        }
        String version = wanted.get().version();
        if (live.filter(version::equals).isPresent()) {
            return new DiffView(version, version, "", note(state));
        }
        Optional<RenderedConfig> before = live.flatMap(controller::release);
        String diff = ConfigDiff.between(before.orElse(NOTHING), wanted.get());
        return new DiffView(live.orElse(null), version, diff, before.isPresent() ? note(state) : missing(live));
    }

    private static String note(ControllerState state) {
        return state.deployment()
                .pinned()
                .map(release -> "pinned: "
                        + (state.deployment().state().wanted().isEmpty()
                                ? "the plan is not followed"
                                : "templates and settings are not followed")
                        + " until the pin is taken off")
                .orElse("");
    }

    private static String missing(Optional<String> live) {
        return live.map(version -> "the files of " + version + ", which is live, are not on disk: all is shown as new")
                .orElse("Nginx does not tell which release is live: all is shown as new");
    }
}
