package dev.pluginlb.cli;

import dev.pluginlb.admin.view.AttemptView;
import dev.pluginlb.admin.view.NodeCounts;
import dev.pluginlb.admin.view.StatusView;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status as text: in the first line whether all is well, or all that is not; then the particulars. */
final class StatusText {

    private static final int MOST_REFUSALS = 10;

    private StatusText() {}

    static String of(StatusView status, Look look) {
        return look.paint(isWell(status) ? Ink.GOOD : Ink.BAD, verdict(status)) + "\n\n" + particulars(status, look)
                + reasons(status);
    }

    static boolean isWell(StatusView status) {
        return status.wrong().isEmpty();
    }

    /** In one line. */
    static String verdict(StatusView status) {
        return isWell(status)
                ? "ALL IS WELL: " + status.nodes().upOfAll() + ", " + named(status.live()) + " is live"
                : "NOT WELL: " + Printable.line(String.join("; ", status.wrong()));
    }

    private static String particulars(StatusView status, Look look) {
        NodeCounts nodes = status.nodes();
        return Table.ofFacts(
                        "controller",
                        status.version() + ", up " + Times.span(status.uptimeMs()) + ", since " + status.started())
                .row("cluster", status.freshness() + " since " + status.since())
                .row(
                        "nodes",
                        nodes.up() + " up, " + nodes.down() + " down, " + nodes.draining() + " draining, "
                                + nodes.unknown() + " unknown")
                .row("main node", status.main() == null ? "none" : status.main().address())
                .row("wanted", named(status.wanted()))
                .row("live", named(status.live()))
                .row("state", status.wantedState() == null ? "is the config" : named(status.state()))
                .row("pinned", status.pinned() == null ? "no" : status.pinned())
                .row("last attempt", attempt(status))
                .row("old workers", Integer.toString(status.drainingWorkers()))
                .row("bad values", status.skippedRedisValues() + " skipped in Redis since the start")
                .text(look);
    }

    private static String attempt(StatusView status) {
        AttemptView attempt = status.lastOutcome();
        return attempt == null
                ? "none yet"
                : attempt.version() + " " + Words.plain(attempt.result()) + " after " + Times.span(attempt.tookMs())
                        + because(attempt.words()) + since(status, attempt);
    }

    /** An Nginx that was started later has what could not be applied while there was none. */
    private static String since(StatusView status, AttemptView attempt) {
        boolean isLive = status.proven() && attempt.version().equals(status.live());
        return isLive && !attempt.result().equals("proven") ? "; Nginx serves it since" : "";
    }

    private static String reasons(StatusView status) {
        StringBuilder text = new StringBuilder();
        int more = status.configRefused().size() - MOST_REFUSALS;
        Stream.of(
                        status.configRefused().stream().limit(MOST_REFUSALS).map(line -> "config: " + line),
                        Stream.of("config: and " + more + " more").filter(line -> more > 0),
                        status.reasons().stream().filter(reason -> isNew(reason, status)))
                .flatMap(Function.identity())
                .forEach(reason ->
                        text.append("- ").append(Printable.line(reason)).append('\n'));
        return text.isEmpty() ? "" : "\n" + text;
    }

    /** What the first line has not said. */
    private static boolean isNew(String reason, StatusView status) {
        return status.wrong().stream().noneMatch(line -> line.endsWith(reason));
    }

    private static String named(@Nullable String version) {
        return version == null ? "unknown" : Printable.line(version);
    }

    private static String because(String why) {
        return why.isEmpty() ? "" : ": " + Printable.line(why);
    }
}
