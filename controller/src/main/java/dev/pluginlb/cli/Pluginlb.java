package dev.pluginlb.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
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

    private Pluginlb() {}

    /**
     * The whole command line, ready to execute.
     *
     * @param own further subcommands, each an object of a class with {@link Command}; they stand first in the help, and get {@code --help} from here. A
     *     command throws {@link CommandFailedException} or {@link dev.pluginlb.config.ConfigException} for what is to be
     *     expected.
     */
    public static CommandLine create(Surroundings here, List<?> own) {
        CommandLine root = new CommandLine(new Pluginlb());
        Stream.concat(own.stream(), asking(here)).forEach(root::addSubcommand);
        root.addSubcommand(new GenerateCompletion());
        root.getSubcommands().values().forEach(command -> addHelp(command.getCommandSpec()));
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

    /** Those that ask a running controller. */
    private static Stream<Object> asking(Surroundings here) {
        return Stream.of(
                new StatusCommand(here),
                new NodesCommand(here),
                new PoolsCommand(here),
                new StatsCommand(here),
                new MasterCommand(here),
                new PlanCommand(here),
                new DiffCommand(here),
                new ReloadCommand(here),
                new DrainCommand(here),
                new UndrainCommand(here),
                new TopCommand(here),
                new EventsCommand(here),
                new HistoryCommand(here),
                new RollbackCommand(here));
    }
}
