package dev.pluginlb.control;

import dev.pluginlb.nginx.LiveWatch;
import java.util.Optional;

/**
 * Notices that what was proven live is so no more: three looks in a row told otherwise. One alone may have come upon an Nginx
 * that is just starting anew. Confined to the control loop.
 */
final class Losses {

    private static final int MISSES_UNTIL_LOST = 3;

    private int misses;

    /** Something was proven live just now. */
    void forget() {
        misses = 0;
    }

    /**
     * Takes a look at the running Nginx.
     *
     * @param settled the version that was proven live
     * @return what is there instead, in words, if that is lost
     */
    Optional<String> noticed(LiveWatch.Look look, String settled) {
        misses = isUntouched(look, Optional.of(settled)) ? 0 : misses + 1;
        return misses >= MISSES_UNTIL_LOST ? Optional.of(words(look)) : Optional.empty();
    }

    private static boolean isUntouched(LiveWatch.Look look, Optional<String> settled) {
        return look.served().equals(settled)
                && look.current().equals(settled)
                && look.hindrance().isEmpty();
    }

    private static String words(LiveWatch.Look look) {
        return "lost: Nginx serves " + look.served().orElse("nothing that tells its version")
                + ", and would start with "
                + look.current().orElse("no whole release, or without a main file or our keys")
                + look.hindrance().map(words -> "; " + words).orElse("");
    }
}
