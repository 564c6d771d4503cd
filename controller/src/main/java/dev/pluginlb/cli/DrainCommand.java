package dev.pluginlb.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.admin.view.DrainRequest;
import dev.pluginlb.admin.view.DrainView;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pluginlb drain NODE [--wait 10m]}. */
@Command(
        name = "drain",
        description = "sends no new traffic to a node, and waits until that is proven live; what runs there goes on")
final class DrainCommand implements Callable<Integer> {

    private final Surroundings here;

    @Mixin
    private Wishing wishing = new Wishing();

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "NODE", description = "an id, a unique prefix of one, or ip:port")
    private String node = "";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "why, for others to read")
    private String reason = "";

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = Wishing.Patience.class,
            description = "returns when nothing is in flight there any more, or fails after this time")
    private Optional<Duration> patience = Optional.empty();

    DrainCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        String path = NodePath.drain(node);
        wishing.fulfil(here, "PUT", path, body());
        AdminClient client = wishing.client(here);
        DrainWatch watch = new DrainWatch(here, () -> client.get(path).as(DrainView.class));
        if (output.isJson()) {
            watch = watch.quiet();
        }
        begin(watch);
        DrainView end = patience.map(watch::untilEmpty).orElseGet(watch::once);
        boolean done = patience.isEmpty() || end.empty();
        print(end, done);
        return (done ? ExitCode.DONE : ExitCode.FAILED).number();
    }

    /** What has been done already, before the long wait. */
    private void begin(DrainWatch watch) {
        if (patience.isPresent() && !output.isJson()) {
            String address = Printable.line(watch.once().address());
            here.out()
                    .println(address + " gets no new traffic; waiting until nothing is in flight there, "
                            + Times.span(patience.get().toMillis()) + " at most");
        }
    }

    private void print(DrainView end, boolean done) throws JsonProcessingException {
        if (output.isJson()) {
            here.out().println(AdminJson.pretty(AdminJson.write(end)));
        } else if (done) {
            here.out()
                    .println(Printable.line(end.address() + (end.empty() ? " is empty" : " gets no new traffic")
                            + " until 'pluginlb undrain " + end.address() + "'"));
        } else {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "not empty within " + Times.span(patience.orElseThrow().toMillis()) + ": " + DrainWatch.words(end)
                            + "; it stays drained");
        }
    }

    private String body() throws JsonProcessingException {
        return AdminJson.write(new DrainRequest(Operator.of(here.environment()), reason));
    }
}
