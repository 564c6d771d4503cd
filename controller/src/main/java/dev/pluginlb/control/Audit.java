package dev.pluginlb.control;

import dev.pluginlb.cluster.OneLine;
import dev.pluginlb.nginx.ApplyOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes down who asked for what, and what became of it: a line of the log {@value #LOGGER} each, and an event each. The two lines
 * of one action have the same {@code id}. Thread-safe.
 */
public final class Audit {

    /** Its lines are written whatever level the rest of the log has. */
    public static final String LOGGER = "audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int LONGEST = 500;

    private final Consumer<Event.Change> timeline;
    private final InstantSource clock;

    /** @param timeline takes what is to be seen among the events */
    public Audit(Consumer<Event.Change> timeline, InstantSource clock) {
        this.timeline = timeline;
        this.clock = clock;
    }

    /** To be called before anything is set in motion. */
    public void asked(Action action) {
        line(action, "asked").log("{}: asked", action.words());
        String why =
                action.about().reason().isEmpty() ? "" : ": " + action.about().reason();
        tell(action, action.what() + " asked for by " + action.by() + why);
    }

    /** Writes the end down when it comes. */
    public void follow(Action action, CompletableFuture<ApplyOutcome> end) {
        var unused = end.whenComplete((outcome, dropped) -> {
            if (outcome == null) {
                ended(action, "failed", "the controller took no wishes, or stopped before it was carried out");
            } else {
                ended(action, outcome.word(), outcome.isProven() ? "" : outcome.words());
            }
        });
    }

    /**
     * What became of it.
     *
     * @param outcome in one word
     * @param words more about it; may be empty
     */
    public void ended(Action action, String outcome, String words) {
        String told = OneLine.of(words, LONGEST);
        long took = Duration.between(action.at(), clock.instant()).toMillis();
        LoggingEventBuilder line = line(action, outcome).addKeyValue("took_ms", took);
        if (!told.isEmpty()) {
            line = line.addKeyValue("words", told);
        }
        line.log("{}: {}", action.words(), outcome);
        String because = told.isEmpty() ? "" : ": " + told;
        String word = outcome.replace('_', ' ');
        tell(action, action.what() + " " + word + " in " + took + " ms, asked for by " + action.by() + because);
    }

    /**
     * Somebody was turned away; there is no more to come of it.
     *
     * @param status what the last one was answered
     * @param times how often, since it was told last
     */
    public void turnedAway(Actor who, String what, int status, long times) {
        String tried = OneLine.of(what, LONGEST);
        LOG.atInfo()
                .addKeyValue("who", who.toString())
                .addKeyValue("outcome", "refused")
                .addKeyValue("status", status)
                .addKeyValue("times", times)
                .log("{}: refused, without the token", tried);
        String often = times == 1 ? "" : " " + times + " times";
        timeline.accept(new Event.Change(
                Event.Kind.ACTION, "", tried + " refused" + often + ": " + who + " came without the token"));
    }

    private static LoggingEventBuilder line(Action action, String outcome) {
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("id", action.id())
                .addKeyValue("who", action.by().toString())
                .addKeyValue("action", action.what())
                .addKeyValue("subject", action.about().name())
                .addKeyValue("outcome", outcome);
        return action.about().reason().isEmpty()
                ? line
                : line.addKeyValue("reason", action.about().reason());
    }

    private void tell(Action action, String words) {
        timeline.accept(new Event.Change(Event.Kind.ACTION, action.about().name(), words + " [" + action.id() + "]"));
    }
}
