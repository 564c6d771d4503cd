package dev.pluginlb.cli;

import dev.pluginlb.admin.view.DrainView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Watches a drained node until nothing is in flight there. Says how it goes: to a person in one line that is written over,
 * to a pipe in a line for each change.
 */
final class DrainWatch {

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Surroundings here;
    private final Supplier<DrainView> look;
    private final boolean tells;
    private String said = "";

    DrainWatch(Surroundings here, Supplier<DrainView> look) {
        this(here, look, true);
    }

    private DrainWatch(Surroundings here, Supplier<DrainView> look, boolean tells) {
        this.here = here;
        this.look = look;
        this.tells = tells;
    }

    /** The same that says nothing on its way. */
    DrainWatch quiet() {
        return new DrainWatch(here, look, false);
    }

    DrainView once() {
        return look.get();
    }

    /** The last look: the first that found the node empty, or drained no more, or that was the last in time. */
    DrainView untilEmpty(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        DrainView seen = look.get();
        while (isAwaited(seen)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            Pause.of(Duration.ofNanos(Math.min(left, EVERY.toNanos())));
            seen = look.get();
        }
        if (tells && here.reader().isTerminal()) {
            here.out().print(CLEAR_LINE);
        }
        return seen;
    }

    private boolean isAwaited(DrainView seen) {
        if (!seen.drained() || seen.empty()) {
            return false;
        }
        say(words(seen));
        return true;
    }

    /** What is still in flight, as far as it is known. */
    static String words(DrainView seen) {
        if (!seen.drained()) {
            return "somebody has undrained it";
        }
        if (!seen.left()) {
            return "the config that is live still names it";
        }
        List<String> words = new ArrayList<>();
        if (seen.inFlightNginx() != null) {
            words.add(seen.inFlightNginx() + " in Nginx");
        } else if (seen.oldWorkers() > 0) {
            words.add(seen.oldWorkers() + " old workers of Nginx that may hold some");
        }
        words.add(inNode(seen));
        return "in flight: " + String.join(", ", words);
    }

    private static String inNode(DrainView seen) {
        if (seen.inFlightNode() != null) {
            return seen.inFlightNode() + " in the node";
        }
        return seen.asking() ? "the node is being asked" : "the node does not say";
    }

    private void say(String words) {
        if (!tells || words.equals(said)) {
            return;
        }
        said = words;
        if (here.reader().isTerminal()) {
            here.out().print(CLEAR_LINE + words);
        } else {
            here.out().println(words);
        }
        here.out().flush();
    }
}
