package dev.pluginlb.admin;

import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.control.StepBack;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.render.RenderedConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the release that a path names. */
final class Releases {

    static final String PREVIOUS = "previous";

    private static final int SHORTEST_PREFIX = 6;
    private static final int MAX_NAMED = 5;
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
     * As {@link #find}, and {@code previous} stands for the release that is one further back than the pinned one, else than the
     * live one (or, when Nginx does not tell that, than the wanted one); see {@link StepBack}.
     */
    static RenderedConfig findOrPrevious(String version, Controller controller) {
        return version.equals(PREVIOUS) ? previous(controller) : find(version, controller);
    }

    /**
     * As {@link #findOrPrevious}, and what at least six characters begin with stands for the one release on disk of the history that
     * begins so; people copy what lists show.
     *
     * @throws BadRequestResponse if several begin so
     */
    static RenderedConfig findByPrefix(String version, Controller controller) {
        if (version.length() < SHORTEST_PREFIX
                || !VERSION.matcher(version).matches()
                || controller.release(version).isPresent()) {
            return findOrPrevious(version, controller);
        }
        List<String> meant = controller.state().history().stream()
                .map(ReleaseRecord::version)
                .filter(one -> one.startsWith(version))
                .distinct()
                .filter(one -> controller.release(one).isPresent())
                .toList();
        if (meant.size() > 1) {
            String named = meant.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
            throw new BadRequestResponse("version: several begin so: " + named
                    + (meant.size() > MAX_NAMED ? ", ..." : "") + " (expected: one)");
        }
        return find(meant.isEmpty() ? version : meant.get(0), controller);
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

    private static RenderedConfig previous(Controller controller) {
        ControllerState state = controller.state();
        DeploymentState now = state.deployment();
        String from = now.pinned().or(now::live).or(now::wanted).orElse("none");
        List<String> back = StepBack.from(from, state.history());
        if (back.isEmpty()) {
            throw new NotFoundResponse("no other release was proven live before " + from
                    + " (what was left on the way back does not count, but may be named: pluginlb history)");
        }
        return back.stream()
                .flatMap(version -> controller.release(version).stream())
                .findFirst()
                .orElseThrow(() -> new NotFoundResponse("no release from before " + from
                        + " is on disk any more (reload.keep-releases says how many are kept)"));
    }
}
