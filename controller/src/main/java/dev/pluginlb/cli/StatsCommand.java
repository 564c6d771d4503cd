package dev.pluginlb.cli;

import dev.pluginlb.admin.view.StatsView;
import dev.pluginlb.admin.view.StatsView.EndpointView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code pluginlb stats}. */
@Command(name = "stats", description = "the endpoints: how often, how long, and which of them are routed as long")
final class StatsCommand implements Callable<Integer> {

    static final String LONG_MARK = "LONG";

    /** A program is not told what is left out, so it gets all. */
    private static final int LINES = 100;

    private final Surroundings here;

    @Mixin
    private Reading reading = new Reading();

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            defaultValue = "requests",
            converter = Order.Reader.class,
            completionCandidates = Order.Names.class,
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Order order = Order.REQUESTS;

    @Option(names = "--long", description = "only those that are long")
    private boolean onlyLong;

    @Option(
            names = "--match",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "only those with this in their name")
    private String match = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "so many at most, 0 for all (default: " + LINES + " lines, and all as JSON)")
    @Nullable
    private Integer limit;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    StatsCommand(Surroundings here) {
        this.here = here;
    }

    /** By a column, the biggest first, but names from a to z. */
    enum Order {
        REQUESTS("total"),
        MEAN("avg"),
        MAX("max"),
        ENDPOINT("endpoint");

        /** What JSON calls it. */
        private final String field;

        Order(String field) {
            this.field = field;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean isCalled(String name) {
            return name.equalsIgnoreCase(name()) || name.equalsIgnoreCase(field);
        }

        private Comparator<EndpointView> comparator() {
            return switch (this) {
                case REQUESTS -> Comparator.comparingLong(EndpointView::total).reversed();
                case MEAN -> Comparator.comparingDouble(EndpointView::avgMs).reversed();
                case MAX -> Comparator.comparingDouble(EndpointView::maxMs).reversed();
                case ENDPOINT -> Comparator.comparing(EndpointView::endpoint);
            };
        }

        /** The columns as the table heads them. */
        static final class Names extends ArrayList<String> {
            Names() {
                super(Stream.of(values()).map(Order::toString).toList());
            }
        }

        /** Reads a column by the name that the table gives it, or JSON. */
        static final class Reader implements ITypeConverter<Order> {
            @Override
            public Order convert(String name) {
                return Stream.of(values())
                        .filter(order -> order.isCalled(name))
                        .findFirst()
                        .orElseThrow(
                                () -> new TypeConversionException(name + " (expected: one of " + new Names() + ")"));
            }
        }
    }

    @Override
    public Integer call() {
        if (limit != null && limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit: " + limit + " (expected: 0 or more)");
        }
        return reading.printChosen(
                here,
                "/cluster/stats",
                StatsView.class,
                view -> view.withOnly(first(limit == null ? 0 : limit, chosen(view))),
                this::text);
    }

    private String text(StatsView view, Look look) {
        List<EndpointView> chosen = chosen(view);
        List<EndpointView> shown = first(limit == null ? LINES : limit, chosen);
        return problems(view, look)
                + summary(view)
                + (view.endpoints().isEmpty() ? "" : table(shown, look))
                + rest(chosen.size() - shown.size())
                + custom(view, look);
    }

    private List<EndpointView> chosen(StatsView view) {
        return view.endpoints().stream()
                .filter(one -> one.isLong() || !onlyLong)
                .filter(one -> one.endpoint().toLowerCase(Locale.ROOT).contains(match.toLowerCase(Locale.ROOT)))
                .sorted(order.comparator())
                .toList();
    }

    private static List<EndpointView> first(int limit, List<EndpointView> chosen) {
        return limit > 0 && chosen.size() > limit ? chosen.subList(0, limit) : chosen;
    }

    private static String problems(StatsView view, Look look) {
        return String.join(
                "",
                view.problems().stream()
                        .map(problem -> look.paint(Ink.BAD, "! " + Printable.line(problem)) + "\n")
                        .toList());
    }

    private static String summary(StatsView view) {
        return view.total() + " requests, " + view.endpoints().size() + " endpoints, " + view.longEndpoints()
                + " long; mean " + Times.millis(view.avgMs()) + lost(view.feed()) + "\n";
    }

    private static String lost(StatsView.FeedView feed) {
        long lost = feed.lost() + (feed.dropped() == null ? 0 : feed.dropped());
        return lost == 0 ? "" : "; " + lost + " requests were not counted, they came too fast";
    }

    private static String table(List<EndpointView> shown, Look look) {
        if (shown.isEmpty()) {
            return "no endpoint matches\n";
        }
        Table table = new Table("CLASS", "BASIS", "REQUESTS", "MEAN", "MAX", "LATEST", "ENDPOINT")
                .right("REQUESTS", "MEAN", "MAX")
                .ink("CLASS", Ink::ofClass)
                .keepEnd("ENDPOINT");
        shown.forEach(one -> table.row(
                className(one),
                one.basis(),
                Long.toString(one.total()),
                ended(one, one.avgMs()),
                ended(one, one.maxMs()),
                latest(one.windowMs()),
                one.endpoint()));
        return "\n" + table.text(look);
    }

    private static String latest(List<Double> window) {
        return String.join(" ", window.stream().map(Times::millis).toList());
    }

    /** A time; of an endpoint of which no request has ended yet there is none. */
    static String ended(EndpointView endpoint, double millis) {
        return endpoint.total() == 0 ? "-" : Times.millis(millis);
    }

    static String className(EndpointView endpoint) {
        return endpoint.isLong() ? LONG_MARK : "short";
    }

    private static String rest(int hidden) {
        return hidden == 0 ? "" : "and " + hidden + " more; --limit 0 shows all\n";
    }

    private static String custom(StatsView view, Look look) {
        if (view.custom().isEmpty()) {
            return "";
        }
        Table table = new Table("CUSTOM METRIC", "VALUE").right("VALUE");
        view.custom().forEach((name, value) -> table.row(name, Double.toString(value)));
        return "\n" + table.text(look);
    }
}
