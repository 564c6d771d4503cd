package dev.pluginlb.cli;

import dev.pluginlb.admin.Running;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs commands as a shell would, in a folder and an environment of its own. */
final class Shell {

    final Map<String, String> environment = new HashMap<>();

    private final Path directory;

    Shell(Path directory) {
        this.directory = directory;
    }

    /** One whose environment leads to a running server, with its token. */
    static Shell before(Running admin, Path directory) {
        Shell shell = new Shell(directory);
        shell.environment.put("PLUGINLB_ADMIN", admin.url());
        shell.environment.put("PLUGINLB_TOKEN", Running.TOKEN);
        return shell;
    }

    /** What a command left behind. */
    record Ended(int code, String out, String err) {}

    Ended run(String... arguments) {
        return run(List.of(), arguments);
    }

    Ended run(List<?> own, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings here =
                new Surroundings(environment, directory, new PrintWriter(out, true), new PrintWriter(err, true));
        int code = Pluginlb.create(here, own).execute(arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    Ended line(String line) {
        return run(Stream.of(line.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new));
    }
}
