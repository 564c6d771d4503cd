package dev.pluginlb.admin;

import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.render.RenderedConfig;
import io.javalin.http.NotFoundResponse;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the release that a path names. */
final class Releases {

    static final String PREVIOUS = "previous";

    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{1,64}");

    private Releases() {}

    /** @throws NotFoundResponse if there is no such release on disk */
    static RenderedConfig find(String version, Controller controller) {
        return Optional.of(version)
                .filter(text -> VERSION.matcher(text).matches())
                .flatMap(controller::release)
                .orElseThrow(() -> new NotFoundResponse("no such release on disk"));
    }

    /**
     * As {@link #find}, and {@code previous} stands for the newest proven release that is another than the live one (or,
     * when Nginx does not tell that, than the wanted one).
     */
    static RenderedConfig findOrPrevious(String version, Controller controller) {
        return find(version.equals(PREVIOUS) ? previous(controller.state()) : version, controller);
    }

    /** What was proven live before this one last became it, if that is known and still on disk. */
    static Optional<RenderedConfig> before(String version, Controller controller) {
        return controller.state().history().stream()
                .filter(attempt -> attempt.result() == ApplyOutcome.Result.PROVEN
                        || attempt.version().equals(version))
                .map(ReleaseRecord::version)
                .dropWhile(one -> !one.equals(version))
                .filter(one -> !one.equals(version))
                .findFirst()
                .flatMap(controller::release);
    }

    private static String previous(ControllerState state) {
        Optional<String> live = state.deployment().live().or(state.deployment()::wanted);
        return state.history().stream()
                .filter(attempt -> attempt.result() == ApplyOutcome.Result.PROVEN)
                .map(ReleaseRecord::version)
                .filter(version -> live.filter(version::equals).isEmpty())
                .findFirst()
                .orElseThrow(() -> new NotFoundResponse("no other release was proven live so far"));
    }
}
