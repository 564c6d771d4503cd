package dev.pluginlb;

import dev.pluginlb.cli.Pluginlb;
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
        Surroundings here = new Surroundings(System.getenv(), Path.of(""), printer(System.out), printer(System.err));
        System.exit(Pluginlb.create(here, List.of()).execute(args));
    }

    private static PrintWriter printer(PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }
}
