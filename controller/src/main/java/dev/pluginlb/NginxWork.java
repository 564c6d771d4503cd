package dev.pluginlb;

import dev.pluginlb.control.ControlThread;
import dev.pluginlb.control.Input;
import dev.pluginlb.control.WorkTimes;
import dev.pluginlb.nginx.ReleaseDirectory;
import dev.pluginlb.render.NginxState;
import dev.pluginlb.render.RenderedConfig;
import java.util.Optional;
import java.util.function.Supplier;

/** What Nginx is given; ends come back as inputs of the loop. */
record NginxWork(
        Applying applying, Telling telling, ReleaseDirectory releases, WorkTimes times, ControlThread.Inbox inbox) {

    /** Returns at once. */
    void apply(RenderedConfig config, Supplier<Optional<String>> pinned) {
        applying.apply(config, pinned, outcome -> {
            times.ended(outcome);
            inbox.put(new Input.Applied(outcome));
        });
    }

    /** Returns at once. */
    void tell(NginxState state) {
        telling.tell(state, times, outcome -> {
            times.ended(outcome);
            inbox.put(new Input.Told(outcome));
        });
        telling.keep(state, kept -> inbox.put(new Input.Kept(kept)));
    }
}
