package dev.pluginlb.control;

import java.util.Optional;

/**
 * How far the state that the Lua driver's Nginx chooses by has come.
 *
 * @param wanted the version that it should choose by; empty with the reload driver
 * @param inEffect the version that it does choose by, as far as is known
 * @param problem why it does not, after a telling that failed
 */
public record StateProgress(Optional<String> wanted, Optional<String> inEffect, String problem) {

    /** With the reload driver. */
    public static final StateProgress NONE = new StateProgress(Optional.empty(), Optional.empty(), "");

    public boolean isSettled() {
        return wanted.isEmpty() || wanted.equals(inEffect);
    }
}
