package dev.pluginlb.nginx;

import dev.pluginlb.disk.Disk;
import dev.pluginlb.render.NginxState;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Tells the Lua driver's Nginx what to choose by, and keeps it in a file for an Nginx that starts without us. Blocks for up
 * to a second; confined to one thread.
 *
 * @param file read by Nginx when it starts
 */
public record StateTeller(ControlListener control, Path file) {

    /**
     * What became of one telling.
     *
     * @param version of the state
     * @param inEffect whether Nginx chooses by it now
     * @param kept whether the file holds it
     * @param words why not, where something failed; Nginx's own where it spoke
     */
    public record Outcome(String version, boolean inEffect, boolean kept, String words) {}

    /** Tells first: the file matters only once Nginx starts anew. Never throws for what can go wrong outside. */
    public Outcome tell(NginxState state) {
        ControlListener.Told told = control.tell(state);
        try {
            Disk.replace(file, state.text());
            return new Outcome(state.version(), told.inEffect(), true, told.inEffect() ? "" : told.words());
        } catch (IOException unwritable) {
            return new Outcome(state.version(), told.inEffect(), false, unwritable.toString());
        }
    }
}
