package dev.pluginlb.chaos;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that goes wrong, and is put right again from outside if nobody else can.
 *
 * @param loss which requests it excuses
 * @param says what pluginlb must say of it while it lasts, in its status or of its nodes; none if it may not even notice
 * @param lasts at least so long; until it is said in any case
 */
record Fault(
        String name, Part part, String what, Loss loss, Optional<Pattern> says, Duration lasts, Step begin, Step end) {

    private static final Duration USUALLY = Duration.ofSeconds(2);

    /** One half of it. */
    @FunctionalInterface
    interface Step {
        void go(Site site, Hit hit) throws Exception;
    }

    /** Nothing is lost by it, and nothing needs to be said. */
    static Fault of(Part part, String name, String what, Step begin, Step end) {
        return new Fault(name, part, what, Loss.NONE, Optional.empty(), USUALLY, begin, end);
    }

    /**
     * Whether another one need not be said while this one lasts: a controller that is hit itself may not be able to, and by Redis it
     * is told of some of what is wrong with it.
     */
    boolean keepsFromSaying(Fault other) {
        return part == Part.CONTROLLER || (part == Part.REDIS && other.part == Part.CONTROLLER);
    }

    Fault losing(Loss other) {
        return new Fault(name, part, what, other, says, lasts, begin, end);
    }

    /** @param words a regular expression, found anywhere */
    Fault saying(String words) {
        return new Fault(name, part, what, loss, Optional.of(Pattern.compile(words)), lasts, begin, end);
    }

    Fault lasting(int seconds) {
        return new Fault(name, part, what, loss, says, Duration.ofSeconds(seconds), begin, end);
    }
}
