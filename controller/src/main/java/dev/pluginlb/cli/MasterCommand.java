package dev.pluginlb.cli;

import dev.pluginlb.admin.view.MasterView;
import dev.pluginlb.admin.view.MasterView.ControllerView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pluginlb master}. */
@Command(name = "master", description = "which controller leads, and who else there is")
final class MasterCommand implements Callable<Integer> {

    private final Surroundings here;

    @Mixin
    private Reading reading = new Reading();

    MasterCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        return reading.print(here, "/cluster/master", MasterView.class, MasterCommand::text);
    }

    static String text(MasterView view, Look look) {
        String leader =
                view.master() == null ? "nobody" : Printable.line(view.master().id());
        String heading = "leader: " + leader + (view.isSelf() ? " (the one asked)" : "") + "\n"
                + "daemons' own master: " + Words.orDash(view.daemonMaster()) + "\n";
        return view.controllers().isEmpty() ? heading : heading + "\n" + table(view, leader, look);
    }

    private static String table(MasterView view, String leader, Look look) {
        Table table = new Table("CONTROLLER", "LEADS", "HOST", "VERSION", "LIVE CONFIG", "STATE", "LAST SEEN")
                .ink("STATE", Ink::ofState);
        for (ControllerView one : view.controllers()) {
            table.row(
                    one.id(),
                    one.id().equals(leader) ? "yes" : "no",
                    Words.orDash(one.host()),
                    Words.orDash(one.version()),
                    Words.orDash(one.live()),
                    Words.orDash(one.state()),
                    Words.orDash(one.lastSeen()));
        }
        return table.text(look);
    }
}
