package dev.pluginlb.control;

import dev.pluginlb.cluster.Drain;
import java.util.OptionalInt;

/**
 * How far a drained address has come.
 *
 * @param left whether a config without it is proven live
 * @param asking whether the node answers, but was not asked since it is drained: its number is to come
 * @param atNode requests that the node said it runs, at its latest probe
 * @param inNginx requests that Nginx has in flight to it, where Nginx can tell
 * @param oldWorkers Nginx workers from before it left that may still hold requests to it; not counted where {@code
 *     inNginx} tells
 * @param empty whether nothing is in flight there any more
 */
public record DrainState(
        Drain drain,
        boolean left,
        boolean asking,
        OptionalInt atNode,
        OptionalInt inNginx,
        int oldWorkers,
        boolean empty) {}
