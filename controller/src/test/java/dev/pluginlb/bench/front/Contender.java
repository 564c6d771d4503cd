package dev.pluginlb.bench.front;

import java.time.Duration;
import java.util.Optional;

/** A way to spread requests over nodes. A new one is a line in {@link Contenders}. */
public interface Contender {

    /** As shown, and as chosen on the command line. */
    String name();

    /** Why it cannot take part; empty when it can. */
    Optional<String> absence();

    /** How long it must see the workload before it is measured. */
    Duration schooling();

    /** Starts it; all nodes are served when this returns. */
    Front start(Site site);
}
