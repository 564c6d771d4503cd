package dev.pluginlb.cli;

import dev.pluginlb.admin.view.StatusView;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pluginlb rollback [VERSION]}, {@code pluginlb rollback --resume}. */
@Command(name = "rollback", description = "goes back to a release and stays there until 'rollback --resume'")
final class RollbackCommand implements Callable<Integer> {

    private static final String VERSION_FORM = "[0-9a-f]{1,64}|previous";

    private final Surroundings here;

    @Mixin
    private Wishing wishing = new Wishing();

    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            description =
                    "from 'pluginlb history', or at least 6 characters that one begins with (default: one further back than what is live or pinned)")
    private Optional<String> version = Optional.empty();

    @Option(names = "--resume", description = "follows the plan again; changes nothing where nothing is pinned")
    private boolean resume;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RollbackCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        if (resume && version.isPresent()) {
            throw new ParameterException(spec.commandLine(), "VERSION and --resume exclude each other");
        }
        return resume ? goOn() : goBack();
    }

    /** That nothing is pinned is what was wished for: no change, so no token either. */
    private int goOn() {
        StatusView now = wishing.client(here).get("/api/v1/status").as(StatusView.class);
        if (now.pinned() == null) {
            here.out().println("nothing is pinned, the plan is followed");
            return ExitCode.DONE.number();
        }
        return wishing.wish(here, "DELETE", "/api/v1/pin", ", the plan is followed again");
    }

    private int goBack() {
        String named = version.orElse("previous");
        if (!named.matches(VERSION_FORM)) {
            throw new ParameterException(
                    spec.commandLine(), "VERSION: " + named + " (expected: a version as 'pluginlb history' prints it)");
        }
        String path = "/api/v1/releases/" + named + "/rollback";
        return wishing.wish(here, "POST", path, " and pinned until 'pluginlb rollback --resume'");
    }
}
