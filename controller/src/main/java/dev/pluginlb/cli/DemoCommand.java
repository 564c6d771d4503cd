package dev.pluginlb.cli;

import dev.pluginlb.demo.DemoOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code pluginlb demo}. */
@Command(
        name = "demo",
        description = "a whole cluster on loopback, in a temporary folder; Ctrl-C stops and cleans all of it")
public final class DemoCommand implements Callable<Integer> {

    private final Surroundings here;
    private final Program program;

    @Option(names = "--nodes", paramLabel = "N", description = "stand-in plugin daemons (${DEFAULT-VALUE})")
    private int nodes = 3;

    @Option(names = "--driver", paramLabel = "NAME", description = "auto, lua or reload (${DEFAULT-VALUE})")
    private String driver = "auto";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Span.class,
            description = "stop by itself after, for instance, 30s")
    private Optional<Duration> time = Optional.empty();

    @Option(names = "--no-load", description = "send no requests")
    private boolean noLoad;

    public DemoCommand(Surroundings here, Program program) {
        this.here = here;
        this.program = program;
    }

    @Override
    public Integer call() throws Exception {
        DemoOptions.Load load = noLoad ? DemoOptions.Load.NONE : DemoOptions.Load.LIGHT;
        try {
            program.demo(new DemoOptions(nodes, driver, time, load), here.out());
        } catch (IllegalArgumentException bad) {
            throw new CommandFailedException(ExitCode.USAGE, String.valueOf(bad.getMessage()));
        } catch (IOException failed) {
            throw new CommandFailedException(ExitCode.FAILED, String.valueOf(failed.getMessage()));
        }
        return ExitCode.DONE.number();
    }

    /** {@code 30s}, {@code 5m}. */
    static final class Span implements ITypeConverter<Duration> {

        private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})(s|m|h)");

        @Override
        public Duration convert(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException(text + " (expected: a time such as 30s or 5m)");
            }
            return Duration.parse("PT" + matcher.group(1) + matcher.group(2).toUpperCase(Locale.ROOT));
        }
    }
}
