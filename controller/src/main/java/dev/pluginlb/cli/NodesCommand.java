package dev.pluginlb.cli;

import dev.pluginlb.admin.view.NodeView;
import dev.pluginlb.admin.view.NodesView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pluginlb nodes}. */
@Command(name = "nodes", description = "the nodes, as the running controller sees them")
final class NodesCommand implements Callable<Integer> {

    private static final String UNKNOWN = "-";

    private final Surroundings here;

    @Mixin
    private Reading reading = new Reading();

    NodesCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        return reading.print(here, "/cluster/nodes", NodesView.class, NodesCommand::text);
    }

    static String text(NodesView view, Look look) {
        Table table = new Table("ADDRESS", "STATE", "ROLE", "WEIGHT", "RUNS", "RUNS LONG", "HEARTBEAT", "ID", "REASON")
                .right("WEIGHT", "RUNS", "RUNS LONG", "HEARTBEAT")
                .ink("STATE", Ink::ofState);
        view.nodes().forEach(node -> add(node, table));
        String stale = view.freshness().equals("live")
                ? ""
                : look.paint(Ink.BAD, "LAST KNOWN") + " since " + Printable.line(view.since())
                        + "; 'pluginlb status' says why\n";
        return stale + (view.nodes().isEmpty() ? "no node is known\n" : table.text(look));
    }

    private static void add(NodeView node, Table table) {
        table.row(
                node.address(),
                node.state(),
                node.role(),
                Integer.toString(node.weight()),
                Words.orDash(node.inFlight()),
                Words.orDash(node.inFlightLong()),
                node.lastHeartbeatAgeMs() == null ? UNKNOWN : Times.span(node.lastHeartbeatAgeMs()) + " ago",
                node.id(),
                node.reason());
    }
}
