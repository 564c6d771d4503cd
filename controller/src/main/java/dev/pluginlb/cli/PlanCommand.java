package dev.pluginlb.cli;

import dev.pluginlb.admin.view.PlanView;
import dev.pluginlb.admin.view.PlanView.PoolView;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pluginlb plan}. */
@Command(name = "plan", description = "the routing that is wanted now: pools, servers, weights, known endpoints")
final class PlanCommand implements Callable<Integer> {

    /** Where a route's requests are short anyway, that they are needs not be known. */
    private static final String KNOWN_SHORT = "known short endpoints, of routes that are long unless known";

    private final Surroundings here;

    @Mixin
    private Reading reading = new Reading();

    PlanCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        return reading.print(here, "/api/v1/plan", PlanView.class, PlanCommand::text);
    }

    static String text(PlanView plan, Look look) {
        Table pools = new Table("POOL", "SERVES", "BALANCING", "SERVER", "WEIGHT NOW", "TURN").right("WEIGHT NOW");
        plan.pools().forEach(pool -> add(pool, plan, pools));
        return pools.text(look) + "\nmain node: " + main(plan) + "\n" + classes(plan)
                + list("reasons:", plan.reasons());
    }

    private static String classes(PlanView plan) {
        String difference = difference(plan);
        boolean makesOne = !difference.isEmpty() || !plan.shortPool().equals(plan.longPool());
        return makesOne
                ? difference
                        + endpoints("known long endpoints", plan.longEndpoints())
                        + endpoints(KNOWN_SHORT, plan.shortEndpoints())
                : "this policy makes no difference between short and long requests\n";
    }

    /** What the pools above do not show of it. */
    private static String difference(PlanView plan) {
        if ("adaptive".equals(plan.rule())) {
            return "adaptive: Nginx itself places each request where fewest are in flight, and where slots are known keeps some"
                    + " for short ones\n";
        }
        if (plan.rule() != null) {
            return Printable.line(plan.rule())
                    + ": Nginx itself places each request, short ones on the main node, long ones" + " on the others\n";
        }
        return plan.longAtOnce() == null
                ? ""
                : "long requests wait in Nginx, where it can let them, while " + plan.longAtOnce() + " of them run\n";
    }

    private static void add(PoolView pool, PlanView plan, Table table) {
        if (pool.servers().isEmpty()) {
            table.row(pool.name(), serves(pool, plan), Words.plain(pool.balancing()), "none", "-", "-");
        }
        pool.servers()
                .forEach(server -> table.row(
                        pool.name(),
                        serves(pool, plan),
                        Words.plain(pool.balancing()),
                        server.address(),
                        Integer.toString(server.weight()),
                        server.backup() ? "backup" : "primary"));
    }

    private static String serves(PoolView pool, PlanView plan) {
        boolean takesShort = pool.name().equals(plan.shortPool());
        boolean takesLong = pool.name().equals(plan.longPool());
        if (takesShort && takesLong) {
            return "all";
        }
        return takesShort ? "short" : takesLong ? "long" : "-";
    }

    private static String main(PlanView plan) {
        return plan.main() == null
                ? "none"
                : Printable.line(plan.main().address() + " " + plan.main().id());
    }

    private static String endpoints(String which, List<String> known) {
        return known.isEmpty() ? which + ": none\n" : list(which + ": " + known.size(), known);
    }

    private static String list(String title, List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("  ").append(Printable.line(line)).append('\n'));
        return text.isEmpty() ? "" : title + "\n" + text;
    }
}
