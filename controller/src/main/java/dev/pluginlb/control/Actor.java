package dev.pluginlb.control;

import dev.pluginlb.cluster.OneLine;

/**
 * Who does something, as far as is known.
 *
 * @param name what the actor calls itself, which nobody has checked; may be empty
 * @param from where the wish came from, such as an address; may be empty
 */
public record Actor(String name, String from) {

    private static final int LONGEST = 200;

    public Actor {
        name = OneLine.of(name, LONGEST);
        from = OneLine.of(from, LONGEST);
    }

    /** {@code alice@box (127.0.0.1)}, or what there is of it. */
    @Override
    public String toString() {
        return name.isEmpty() || from.isEmpty() ? name + from : name + " (" + from + ")";
    }
}
