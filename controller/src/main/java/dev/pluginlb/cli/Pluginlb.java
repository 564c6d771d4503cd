package dev.pluginlb.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command {@code pluginlb}, which does nothing without a subcommand. */
@Command(
        name = "pluginlb",
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Keeps Nginx's upstreams right in front of a Dify plugin daemon cluster.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:usage or config error",
            "3:controller or Redis unreachable",
            "4:Nginx refused the config (its own words are printed)"
        })
public final class Pluginlb {

    /** Those that ask a running controller, in the order of the help. */
    static final List<String> ASKING = List.of(
            "status",
            "nodes",
            "pools",
            "stats",
            "master",
            "plan",
            "diff",
            "reload",
            "drain",
            "undrain",
            "top",
            "events",
            "history",
            "rollback");

    private Pluginlb() {}

    /**
     * The whole command line, ready to execute.
     *
     * @param own further subcommands, each an object of a class with {@link Command}; they stand first in the help, and get {@code --help} from here. A
     *     command throws {@link CommandFailedException} or {@link dev.pluginlb.config.ConfigException} for what is to be
     *     expected.
     */
    public static CommandLine create(Surroundings here, List<?> own) {
        Stream<Object> asking = ASKING.stream().map(name -> asking(name, here));
        return line(
                here,
                Stream.of(own.stream(), asking, Stream.of(new CompletionCommand(here)))
                        .flatMap(commands -> commands)
                        .toList());
    }

    /** The same for these arguments alone: where the first of them names a command, the others are not there. */
    public static CommandLine createFor(String[] arguments, Surroundings here, Commands own) {
        String first = arguments.length == 0 ? "" : arguments[0];
        if (own.names().contains(first)) {
            return line(here, List.of(own.make(first)));
        }
        if (ASKING.contains(first)) {
            return line(here, List.of(asking(first, here)));
        }
        return create(here, own.names().stream().map(own::make).toList());
    }

    private static CommandLine line(Surroundings here, List<?> commands) {
        CommandLine root = new CommandLine(new Pluginlb());
        for (Object command : commands) {
            root.addSubcommand(command);
        }
        for (CommandLine command : root.getSubcommands().values()) {
            addHelp(command.getCommandSpec());
        }
        Failures failures = new Failures();
        return root.setOut(here.out())
                .setErr(here.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    private static void addHelp(CommandSpec command) {
        if (command.findOption("--help") == null) {
            command.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("says how to use this command")
                    .build());
        }
    }

    private static Object asking(String name, Surroundings here) {
        return switch (name) {
            case "status" -> new StatusCommand(here);
            case "nodes" -> new NodesCommand(here);
            case "pools" -> new PoolsCommand(here);
            case "stats" -> new StatsCommand(here);
            case "master" -> new MasterCommand(here);
            case "plan" -> new PlanCommand(here);
            case "diff" -> new DiffCommand(here);
            case "reload" -> new ReloadCommand(here);
            case "drain" -> new DrainCommand(here);
            case "undrain" -> new UndrainCommand(here);
            case "top" -> new TopCommand(here);
            case "events" -> new EventsCommand(here);
            case "history" -> new HistoryCommand(here);
            case "rollback" -> new RollbackCommand(here);
            default -> throw new IllegalArgumentException("command: " + name + " (expected: one of " + ASKING + ")");
        };
    }
}
