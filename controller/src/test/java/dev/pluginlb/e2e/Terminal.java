package dev.pluginlb.e2e;

import dev.pluginlb.Wired;
import dev.pluginlb.cli.CheckCommand;
import dev.pluginlb.cli.Pluginlb;
import dev.pluginlb.cli.Program;
import dev.pluginlb.cli.RenderCommand;
import dev.pluginlb.cli.RunCommand;
import dev.pluginlb.cli.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where an operator types commands.
 *
 * @param folder the working directory
 * @param environment holds where the controller is, and its token
 */
record Terminal(Path folder, Map<String, String> environment) {

    /** What a command left behind. */
    record Ended(int code, String out, String err) {}

    Ended type(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings here =
                new Surroundings(environment, folder, new PrintWriter(out, true), new PrintWriter(err, true));
        Program program = Wired.program();
        List<Object> wired = List.of(
                new RenderCommand(here, program), new CheckCommand(here, program), new RunCommand(here, program));
        int code = Pluginlb.create(here, wired).execute(line.split(" "));
        return new Ended(code, out.toString(), err.toString());
    }
}
