package dev.pluginlb.cli;

import dev.pluginlb.admin.view.OutcomeView;
import dev.pluginlb.config.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What all commands that wish for a change have in common; a mixin. */
final class Wishing {

    @Mixin
    private ClientOptions controller = new ClientOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "2m",
            converter = Patience.class,
            description = "how long to wait for the outcome (default: ${DEFAULT-VALUE})")
    private Duration timeout = Duration.ofMinutes(2);

    /** Reads {@code 500ms}, {@code 10s}, {@code 2m}. */
    static final class Patience implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return DurationText.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(text + " (expected: " + DurationText.RULE + ")");
            }
        }
    }

    /**
     * Wishes, waits, and says what came of it.
     *
     * @param afterwards what to add when the config is live
     */
    int wish(Surroundings here, String method, String path, String afterwards) {
        OutcomeView outcome = fulfil(here, method, path, "");
        here.out().println(Printable.line(outcome.version() + " is live" + afterwards));
        return ExitCode.DONE.number();
    }

    /** Wishes and waits until it is so; {@code body} is a JSON text, or empty. */
    OutcomeView fulfil(Surroundings here, String method, String path, String body) {
        OutcomeView outcome = client(here).ask(method, path, body, timeout);
        if (!outcome.isProven()) {
            throw failure(outcome);
        }
        return outcome;
    }

    AdminClient client(Surroundings here) {
        return controller.client(here);
    }

    private CommandFailedException failure(OutcomeView outcome) {
        if (!outcome.done()) {
            return new CommandFailedException(
                    ExitCode.FAILED,
                    "no outcome within " + Times.span(timeout.toMillis())
                            + "; it may still come, see 'pluginlb status' and 'pluginlb history'");
        }
        if (outcome.isRefused()) {
            return new CommandFailedException(
                    ExitCode.REFUSED,
                    "Nginx refused " + outcome.version() + ", nothing was changed:\n" + outcome.words());
        }
        if (outcome.intent().endsWith("drain") && "none".equals(outcome.version())) {
            return new CommandFailedException(ExitCode.FAILED, outcome.intent() + " refused: " + outcome.words());
        }
        String version = outcome.version() == null ? "the wish" : outcome.version();
        String result = Words.plain(String.valueOf(outcome.result()));
        return new CommandFailedException(ExitCode.FAILED, version + " " + result + ": " + outcome.words());
    }
}
