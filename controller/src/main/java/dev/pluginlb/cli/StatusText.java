package dev.pluginlb.cli;

import dev.pluginlb.admin.view.AttemptView;
import dev.pluginlb.admin.view.NodeCounts;
import dev.pluginlb.admin.view.PoolCounts;
import dev.pluginlb.admin.view.StatusView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status as text: in the first line whether all is well, or all that is not; then the particulars. */
final class StatusText {

    private StatusText() {}

    static String of(StatusView status, Look look) {
        return look.paint(isWell(status) ? Ink.GOOD : Ink.BAD, verdict(status)) + "\n\n" + particulars(status, look)
                + reasons(status);
    }

    static boolean isWell(StatusView status) {
        return wrong(status).isEmpty();
    }

    /** In one line. */
    static String verdict(StatusView status) {
        List<String> wrong = wrong(status);
        return wrong.isEmpty()
                ? "ALL IS WELL: " + upOf(status.nodes()) + ", " + named(status.live()) + " is live"
                : "NOT WELL: " + String.join("; ", wrong);
    }

    private static List<String> wrong(StatusView status) {
        List<String> wrong = new ArrayList<>();
        if (!status.proven()) {
            wrong.add("the wanted config is not live" + because(status.waitingFor()));
        }
        if (status.nodes().up() + status.nodes().draining() < status.nodes().total()
                || status.nodes().up() == 0) {
            wrong.add(upOf(status.nodes()));
        }
        status.pools().stream()
                .filter(pool -> pool.up() < pool.total() || pool.total() == 0)
                .forEach(pool -> wrong.add(downOf(pool)));
        if (!status.freshness().equals("live")) {
            wrong.add("the nodes are the last known ones" + because(status.freshnessReason()));
        }
        if (status.pinned() != null) {
            wrong.add("pinned to " + named(status.pinned())
                    + (status.wantedState() == null
                            ? ", the plan is not followed"
                            : ", templates and settings are not followed"));
        }
        return wrong;
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
                .row("last attempt", attempt(status.lastOutcome()))
                .row("old workers", Integer.toString(status.drainingWorkers()))
                .row("bad values", status.skippedRedisValues() + " skipped in Redis since the start")
                .text(look);
    }

    private static String attempt(@Nullable AttemptView attempt) {
        return attempt == null
                ? "none yet"
                : attempt.version() + " " + Words.plain(attempt.result()) + " after " + Times.span(attempt.tookMs())
                        + because(attempt.words());
    }

    private static String reasons(StatusView status) {
        StringBuilder text = new StringBuilder();
        status.reasons()
                .forEach(reason ->
                        text.append("- ").append(Printable.line(reason)).append('\n'));
        return text.isEmpty() ? "" : "\n" + text;
    }

    private static String upOf(NodeCounts nodes) {
        return nodes.total() == 0 ? "no node is known" : nodes.up() + " of " + nodes.total() + " nodes up";
    }

    private static String downOf(PoolCounts pool) {
        return Printable.line(
                pool.total() == 0
                        ? pool.name() + ": no member is known"
                        : pool.name() + ": " + pool.up() + " of " + pool.total() + " members up ("
                                + String.join(", ", pool.missing()) + " not)");
    }

    private static String named(@Nullable String version) {
        return version == null ? "unknown" : Printable.line(version);
    }

    private static String because(String why) {
        return why.isEmpty() ? "" : ": " + Printable.line(why);
    }
}
