package dev.pluginlb;

import dev.pluginlb.config.ConfigLoader;
import dev.pluginlb.config.ConfigSources;
import dev.pluginlb.policy.Policies;
import java.nio.file.Path;

/** Temporary. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("stand-in")) {
            dev.pluginlb.demo.StandInMain.run(dev.pluginlb.demo.StandInOptions.parse(
                    java.util.List.of(args).subList(1, args.length)));
            return;
        }
        var settings = new ConfigLoader(Policies.names())
                .load(ConfigSources.in(Path.of(""))
                        .withEnvironment(System.getenv())
                        .withConfigFile(Path.of(args[1])))
                .settings();
        Daemon daemon = Daemon.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(daemon::close));
    }
}
