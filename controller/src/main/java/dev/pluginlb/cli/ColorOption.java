package dev.pluginlb.cli;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether to use colours; a mixin for every command that prints tables. */
final class ColorOption {

    /** When colours are used. */
    enum When {
        AUTO,
        ALWAYS,
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES}; auto: on a terminal, unless NO_COLOR is set")
    private When when = When.AUTO;

    /** Lines are cut on a terminal only, colours or not. */
    Look look(Surroundings here) {
        return new Look(palette(here), here.reader().columns());
    }

    private Look.Palette palette(Surroundings here) {
        boolean colours = switch (when) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> here.reader().isTerminal() && isWanted(here);
        };
        return colours ? Look.Palette.COLOURS : Look.Palette.NONE;
    }

    /** @see <a href="https://no-color.org">NO_COLOR</a> */
    private static boolean isWanted(Surroundings here) {
        return Optional.ofNullable(here.environment().get("NO_COLOR"))
                        .orElse("")
                        .isEmpty()
                && !"dumb".equals(here.environment().get("TERM"));
    }
}
