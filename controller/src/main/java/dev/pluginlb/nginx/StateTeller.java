package dev.pluginlb.nginx;

import dev.pluginlb.disk.Disk;
import dev.pluginlb.disk.RegularFile;
import dev.pluginlb.render.NginxState;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Tells the Lua driver's Nginx what to choose by, and keeps it in a file for an Nginx that starts without us. Each blocks for
 * up to a second or more; each is confined to one thread, and the two may run at the same time.
 *
 * @param file read by Nginx when it starts
 */
public record StateTeller(ControlListener control, Path file) {

    /**
     * What became of one telling.
     *
     * @param version of the state
     * @param inEffect whether Nginx chooses by it now
     * @param heard whether anybody answered at all
     * @param words why not, where something failed; Nginx's own where it spoke
     */
    public record Outcome(String version, boolean inEffect, boolean heard, String words) {}

    /**
     * What became of writing one down.
     *
     * @param version of the state
     * @param problem why the file does not hold it; empty when it does
     */
    public record Kept(String version, String problem) {}

    /** Never throws for what can go wrong outside. */
    public Outcome tell(NginxState state) {
        ControlListener.Told told = control.tell(state);
        return new Outcome(state.version(), told.inEffect(), told.heard(), told.inEffect() ? "" : told.words());
    }

    /** Never throws for what can go wrong outside. */
    public Kept keep(NginxState state) {
        try {
            // After a restart it does, and the disk may take nothing.
            if (!keeps(state)) {
                Disk.replace(file, state.text());
            }
            return new Kept(state.version(), "");
        } catch (IOException unwritable) {
            return new Kept(state.version(), Disk.words(unwritable));
        }
    }

    /** Whether the file holds it now. */
    public boolean keeps(NginxState state) {
        return RegularFile.holds(file, state.text());
    }
}
