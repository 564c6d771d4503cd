package dev.pluginlb.redis;

import java.util.List;

/**
 * The right to act for all controllers. Whoever holds one may have lost it: what is done with it is checked in Redis, in
 * the same step.
 *
 * @param term the fencing number: greater with every change of the lead
 */
public record Leadership(ControllerId holder, long term) {

    /** Id and term as a script gets them. */
    List<byte[]> arguments() {
        return List.of(Script.bytes(holder.value()), Script.bytes(term));
    }
}
