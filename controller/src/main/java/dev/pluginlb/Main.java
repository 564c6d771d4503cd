package dev.pluginlb;

import dev.pluginlb.cli.CheckCommand;
import dev.pluginlb.cli.ChurnCommand;
import dev.pluginlb.cli.DemoCommand;
import dev.pluginlb.cli.Pluginlb;
import dev.pluginlb.cli.Program;
import dev.pluginlb.cli.Reader;
import dev.pluginlb.cli.RenderCommand;
import dev.pluginlb.cli.RunCommand;
import dev.pluginlb.cli.SimulateCommand;
import dev.pluginlb.cli.StandInCommand;
import dev.pluginlb.cli.Surroundings;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Surroundings here = new Surroundings(
                System.getenv(), Path.of(""), printer(System.out), printer(System.err), Reader.ofThisProcess());
        Program program = new WiredProgram();
        List<Object> commands = List.of(
                new RunCommand(here, program),
                new DemoCommand(here, program),
                new RenderCommand(here, program),
                new CheckCommand(here, program),
                new SimulateCommand(here),
                new ChurnCommand(here, program),
                new StandInCommand(program));
        System.exit(Pluginlb.create(here, commands).execute(args));
    }

    private static PrintWriter printer(PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }
}
