package dev.pluginlb.cli;

import dev.pluginlb.admin.view.PoolsView;
import dev.pluginlb.admin.view.PoolsView.FurtherPoolView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pluginlb pools}. */
@Command(name = "pools", description = "the further pools and their members, as the running controller sees them")
final class PoolsCommand implements Callable<Integer> {

    private static final String NOTHING = "-";

    private final Surroundings here;

    @Mixin
    private Reading reading = new Reading();

    PoolsCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        return reading.print(here, "/api/v1/pools", PoolsView.class, PoolsCommand::text);
    }

    static String text(PoolsView view, Look look) {
        Table table = new Table("POOL", "PROTOCOL", "LISTEN", "MEMBER", "STATE", "SERVES", "SINCE", "REASON")
                .ink("STATE", Ink::ofState);
        view.pools().forEach(pool -> add(pool, table));
        return view.pools().isEmpty() ? "no further pool is declared (setting: pools)\n" : table.text(look);
    }

    private static void add(FurtherPoolView pool, Table table) {
        String listen = pool.listen() == null ? NOTHING : pool.listen();
        if (pool.members().isEmpty()) {
            table.row(
                    pool.name(),
                    pool.protocol(),
                    listen,
                    "none",
                    NOTHING,
                    NOTHING,
                    NOTHING,
                    "no name of a member is found");
        }
        pool.members()
                .forEach(member -> table.row(
                        pool.name(),
                        pool.protocol(),
                        listen,
                        member.address(),
                        member.state(),
                        member.serving() ? "yes" : "no",
                        member.since(),
                        member.reason()));
    }
}
