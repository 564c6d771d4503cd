package dev.pluginlb;

import dev.pluginlb.cli.CheckCommand;
import dev.pluginlb.cli.ChurnCommand;
import dev.pluginlb.cli.Commands;
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

/** The entry of the process: reads the words after {@code pluginlb}, does what they say, and ends with its exit code. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Surroundings here = new Surroundings(
                System.getenv(), Path.of(""), printer(System.out), printer(System.err), Reader.ofThisProcess());
        System.exit(Pluginlb.createFor(args, here, commands(here, new WiredProgram()))
                .execute(args));
    }

    static Commands commands(Surroundings here, Program program) {
        return new Wired(here, program);
    }

    /** The commands that need more than a running controller. */
    private record Wired(Surroundings here, Program program) implements Commands {

        @Override
        public List<String> names() {
            return List.of("run", "demo", "render", "check", "simulate", "churn", "stand-in");
        }

        @Override
        public Object make(String name) {
            return switch (name) {
                case "run" -> new RunCommand(here, program);
                case "demo" -> new DemoCommand(here, program);
                case "render" -> new RenderCommand(here, program);
                case "check" -> new CheckCommand(here, program);
                case "simulate" -> new SimulateCommand(here);
                case "churn" -> new ChurnCommand(here, program);
                case "stand-in" -> new StandInCommand(program);
                default ->
                    throw new IllegalArgumentException("command: " + name + " (expected: one of " + names() + ")");
            };
        }
    }

    private static PrintWriter printer(PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }
}
