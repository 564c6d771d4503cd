package dev.pluginlb.cli;

import dev.pluginlb.config.EffectiveConfig;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pluginlb check}: ends with the code of its worst finding. */
@Command(name = "check", description = "tries out all that the daemon needs, and names the mend of what is wrong")
public final class CheckCommand implements Callable<Integer> {

    private final Surroundings here;
    private final Program program;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private ColorOption color = new ColorOption();

    @Option(names = "--print-config", description = "prints the effective config, with the origin of each value")
    private boolean printConfig;

    public CheckCommand(Surroundings here, Program program) {
        this.here = here;
        this.program = program;
    }

    @Override
    public Integer call() throws Exception {
        EffectiveConfig effective = config.load(here);
        if (printConfig) {
            here.out().println(effective.print().stripTrailing());
            return ExitCode.DONE.number();
        }
        List<Section> sections = program.check(effective.settings());
        sections.forEach(this::print);
        List<Finding> all = sections.stream()
                .flatMap(section -> section.findings().stream())
                .toList();
        here.out().println(summary(all));
        here.out().flush();
        return all.stream()
                .map(Finding::exit)
                .max(Comparator.comparingInt(ExitCode::number))
                .orElse(ExitCode.DONE)
                .number();
    }

    private void print(Section section) {
        here.out().println(color.look(here).paint(Ink.HEADING, section.part()));
        section.findings().forEach(this::print);
        here.out().println();
    }

    private void print(Finding finding) {
        PrintWriter out = here.out();
        String mark = color.look(here).paint(finding.ink(), String.format(Locale.ROOT, "%-4s", finding.mark()));
        out.printf("%s  %s%n", mark, Printable.lines(finding.what()));
        if (!finding.mend().isEmpty()) {
            out.printf("      -> %s%n", Printable.lines(finding.mend()));
        }
    }

    private String summary(List<Finding> all) {
        long failures = all.stream().filter(Finding::isFailure).count();
        long warnings = all.stream().filter(Finding::isWarning).count();
        Ink ink = failures > 0 ? Ink.BAD : warnings > 0 ? Ink.CAUTION : Ink.GOOD;
        String words = failures > 0 ? "NOT READY" : warnings > 0 ? "READY, with warnings" : "READY";
        return color.look(here)
                .paint(ink, words + ": of " + all.size() + " findings " + failures + " failed, " + warnings + " warn");
    }
}
