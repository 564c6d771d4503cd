package dev.pluginlb.nginx;

import java.util.Optional;

/** The master process of a running Nginx, which is what a reload is told to; as {@code /proc} shows it. */
public record NginxMaster(long pid) {

    /** Empty where it is dead, or not to be seen: in another container, or hidden by the system. */
    public static Optional<NginxMaster> of(ControlListener.Live live) {
        return Workers.master(live.worker()).map(NginxMaster::new);
    }

    /** Whether it was killed, and left the worker that answered behind. */
    public static boolean isDead(ControlListener.Live live) {
        return ProcessSeen.of(live.worker()).filter(ProcessSeen::isOrphan).isPresent();
    }

    /** Whether this process may send it a signal. */
    public boolean takesSignals() {
        Optional<Credentials> master = Credentials.of(pid);
        Optional<Credentials> ours = Credentials.of(ProcessHandle.current().pid());
        return master.isPresent() && ours.isPresent() && ours.get().maySignal(master.get());
    }
}
