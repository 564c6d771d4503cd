package dev.pluginlb.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.admin.view.EventView;
import dev.pluginlb.admin.view.EventsView;
import dev.pluginlb.admin.view.StatusView;
import dev.pluginlb.control.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pluginlb events}: one line for each, the newest last. */
@Command(name = "events", description = "what changed: nodes, releases, the plan, Redis, controllers; the newest last")
final class EventsCommand implements Callable<Integer> {

    private final Surroundings here;

    @Mixin
    private ClientOptions controller = new ClientOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ColorOption color = new ColorOption();

    @Option(names = "--follow", description = "goes on until Ctrl-C, also when the controller is away for a while")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Wishing.Patience.class,
            description = "only those of the last 10m, 1h, ...; as far back as the controller remembers")
    private Optional<Duration> since = Optional.empty();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            completionCandidates = Kinds.class,
            description = "only these: ${COMPLETION-CANDIDATES}")
    private List<Event.Kind> kinds = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "so many of the past at most, 0 for all (default: ${DEFAULT-VALUE})")
    private int limit;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    EventsCommand(Surroundings here) {
        this.here = here;
    }

    /** As they are spelled in the output. */
    static final class Kinds implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Stream.of(Event.Kind.values()).map(EventsCommand::word).iterator();
        }
    }

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit: " + limit + " (expected: 0 or more)");
        }
        AdminClient client = controller.client(here);
        EventsView view = client.get("/api/v1/events").as(EventsView.class);
        Optional<Instant> from = since.map(span -> now(client).minus(span));
        List<EventView> chosen = view.events().stream()
                .filter(this::isAskedFor)
                .filter(event -> from.filter(time -> Instant.parse(event.at()).isBefore(time))
                        .isEmpty())
                .toList();
        List<EventView> shown =
                limit > 0 && chosen.size() > limit ? chosen.subList(chosen.size() - limit, chosen.size()) : chosen;
        if (shown.size() < chosen.size()) {
            note(chosen.size() - shown.size() + " earlier ones are not shown; --limit 0 shows all");
        }
        Consumer<EventView> further = output.isJson() ? json(shown) : table(shown);
        if (follow) {
            new EventFollower(client, view.latest(), event -> pick(event, further), this::note).follow();
        }
        return ExitCode.DONE.number();
    }

    /** By the controller's clock, which may differ from ours. */
    private static Instant now(AdminClient client) {
        StatusView status = client.get("/api/v1/status").as(StatusView.class);
        return Instant.parse(status.started()).plusMillis(status.uptimeMs());
    }

    private boolean isAskedFor(EventView event) {
        return kinds.isEmpty() || kinds.stream().map(EventsCommand::word).anyMatch(event.kind()::equals);
    }

    private void pick(EventView event, Consumer<EventView> further) {
        if (isAskedFor(event)) {
            further.accept(event);
        }
    }

    /** Prints those that are known; returns what prints one more. */
    private Consumer<EventView> json(List<EventView> shown) {
        shown.forEach(this::printJson);
        return this::printJson;
    }

    private Consumer<EventView> table(List<EventView> shown) {
        EventTable table = new EventTable(color.look(here));
        if (shown.isEmpty() && !follow) {
            print("no such event is remembered");
        } else {
            table.lines(shown).forEach(this::print);
        }
        return event -> print(table.line(event));
    }

    private void printJson(EventView event) {
        try {
            print(AdminJson.write(event));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void print(String line) {
        here.out().println(line);
        if (here.out().checkError()) {
            throw new CommandFailedException(ExitCode.FAILED, "nobody reads the output any more");
        }
    }

    private void note(String line) {
        here.err().println(Printable.line(line));
        here.err().flush();
    }

    private static String word(Event.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
