package dev.pluginlb.cluster;

import java.time.Instant;

/**
 * That an operator wants no new traffic on a node. It is said of an address, so that it outlives a restart of the node.
 *
 * @param who said so; one line of at most {@link #MAX_WORDS} characters, cut and cleaned if need be, as {@code why}
 * @param since when it was said
 * @param why may be empty
 */
public record Drain(String who, Instant since, String why) {

    /** Longer words are cut. */
    public static final int MAX_WORDS = 200;

    public Drain {
        who = OneLine.of(who, MAX_WORDS);
        why = OneLine.of(why, MAX_WORDS);
    }

    /** For instance {@code drained by alice since 2026-01-01T00:00:00Z: new kernel}. */
    public String words() {
        String by = who.isEmpty() ? "" : " by " + who;
        return "drained" + by + " since " + since + (why.isEmpty() ? "" : ": " + why);
    }
}
