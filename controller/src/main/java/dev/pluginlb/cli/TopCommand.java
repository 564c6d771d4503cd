package dev.pluginlb.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pluginlb top}. */
@Command(
        name = "top",
        description = {
            "health, nodes, endpoints and events, live; what needs an eye on it stands first",
            "Keys: b busiest, s slowest, t most requests first; q ends it."
        })
final class TopCommand implements Callable<Integer> {

    private static final int LINES_ONCE = 60;
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;
    private static final int GONE = -1;

    private final Surroundings here;
    private TopOrder order = TopOrder.BUSIEST;

    @Mixin
    private ClientOptions controller = new ClientOptions();

    @Mixin
    private ColorOption color = new ColorOption();

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = Wishing.Patience.class,
            description = "how often it looks (default: ${DEFAULT-VALUE})")
    private Duration interval = Duration.ofSeconds(1);

    @Option(names = "--once", description = "prints one picture and ends")
    private boolean once;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    TopCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        if (interval.compareTo(TopLooks.SHORTEST) < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--interval: " + interval.toMillis() + "ms (expected: 100ms or more)");
        }
        if (!once && !here.reader().isTerminal()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "top draws on a terminal, and standard output is none; --once prints one picture");
        }
        AdminClient client = controller.client(here);
        if (once) {
            TopView view = TopView.withRates(client, order, LINES_ONCE, Pause::of);
            picture(view, "", color.look(here), LINES_ONCE).forEach(here.out()::println);
            here.out().flush();
        } else {
            live(client);
        }
        return ExitCode.DONE.number();
    }

    private void live(AdminClient client) {
        TopLooks looks = new TopLooks(
                client, interval, order, TerminalSize.ofStandardOutput().lines());
        try (Screen screen = Screen.open(here.out())) {
            draw(screen, looks);
            for (int key = screen.key(looks.until(order)); !ends(key); key = screen.key(looks.until(order))) {
                order = order.on(key);
                looks.look(order, screen.size().lines());
                draw(screen, looks);
            }
        } catch (IOException noTerminal) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "this terminal cannot be drawn on: " + noTerminal.getMessage() + "; --once prints one picture");
        }
    }

    private void draw(Screen screen, TopLooks looks) {
        TerminalSize size = screen.size();
        Look look = new Look(color.look(here).palette(), size.columns());
        screen.draw(picture(looks.latest(), looks.trouble(), look, size.lines()));
    }

    /** The first line says it when what stands below is old. */
    private static List<String> picture(TopView view, String trouble, Look look, int height) {
        TopFrame frame = new TopFrame(view);
        if (trouble.isEmpty()) {
            return frame.lines(look, height);
        }
        String why = Printable.line(trouble.lines().findFirst().orElse(""));
        List<String> lines = new ArrayList<>();
        lines.add(look.paint(Ink.BAD, look.fit("DISCONNECTED, what was heard last is below: " + why)));
        lines.addAll(frame.lines(look, height - 1));
        return lines;
    }

    private static boolean ends(int key) {
        return key == 'q' || key == 'Q' || key == CTRL_C || key == CTRL_D || key == GONE;
    }
}
