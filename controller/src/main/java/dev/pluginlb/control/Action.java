package dev.pluginlb.control;

import dev.pluginlb.cluster.OneLine;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One thing that somebody asked for.
 *
 * @param id the same in everything that is told of this action
 * @param at when it was asked for
 * @param what such as {@code drain} or {@code reload}
 * @param about which node, release or file; may be empty
 */
public record Action(String id, Instant at, Actor by, String what, Subject about) {

    private static final int LONGEST = 200;
    private static final int ID_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one. Its id is random: a link from before a restart must not lead to another action. */
    public static Action asked(Actor by, String what, Subject about, Instant now) {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return new Action(HexFormat.of().formatHex(id), now, by, what, about);
    }

    /**
     * What an action is about.
     *
     * @param name of the node, release or file; may be empty
     * @param reason as its author gave it; may be empty
     */
    public record Subject(String name, String reason) {

        public Subject {
            name = OneLine.of(name, LONGEST);
            reason = OneLine.of(reason, LONGEST);
        }

        public static Subject of(String name) {
            return new Subject(name, "");
        }
    }

    /** {@code drain 10.0.0.5:5002}. */
    String words() {
        return about.name().isEmpty() ? what : what + " " + about.name();
    }
}
