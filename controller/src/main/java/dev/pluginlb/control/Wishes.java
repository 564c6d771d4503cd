package dev.pluginlb.control;

import dev.pluginlb.cluster.ClusterSnapshot;
import java.time.Instant;
import java.util.function.Supplier;

/** Sets in motion what operators wish; what comes of it is told by those who see to it. Confined to the control loop. */
final class Wishes {

    private final Deployment deployment;
    private final Drains drains;
    private final Effects effects;
    private final Runnable readAnew;

    /** @param readAnew has templates read again, and all that is rendered made again */
    Wishes(Deployment deployment, Drains drains, Effects effects, Runnable readAnew) {
        this.deployment = deployment;
        this.drains = drains;
        this.effects = effects;
        this.readAnew = readAnew;
    }

    /** @param cluster as it stands, for wishes that concern a node */
    void take(Input.Wish wish, Supplier<ClusterSnapshot> cluster, Instant now) {
        if (wish instanceof Input.Drain drain) {
            if (drains.accept(drain.wish(), cluster.get(), deployment.state(now).pinned(), now)) {
                effects.keep(drain.wish());
            }
        } else if (wish instanceof Input.Reload reload) {
            readAnew.run();
            deployment.force(reload.outcome(), Occasions.RELOAD);
        } else if (wish instanceof Input.Pin pin) {
            pin.release()
                    .objection()
                    .ifPresentOrElse(pin::refuse, () -> deployment.goBack(pin.release(), pin.outcome(), now));
        } else if (wish instanceof Input.Unpin unpin) {
            deployment.unpin(unpin.outcome(), now);
        }
    }
}
