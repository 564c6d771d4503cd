package dev.pluginlb.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the service manager is to be told next, in the words of {@code sd_notify(3)}: once that the start is over, then that
 * work goes on, and what there is to say whenever that changes.
 *
 * <p>A start that does not settle is over after {@link #PATIENCE}: being started again would not mend what it waits for. Work
 * that stands still is not called alive, whatever else still runs. Confined to one thread; does no input or output.
 */
public final class Bulletin {

    /** How long a start may take to settle. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Pings for each time-out: three may be late or lost. */
    private static final int PINGS = 4;

    /** Words alone, which may count down while something waits, are sent this often: each sending is a process. */
    private static final Duration WORDS_EVERY = Duration.ofSeconds(10);

    private final Optional<Duration> pingEvery;
    private final Instant begun;
    private boolean isReady;
    private Instant lastPing = Instant.MIN;
    private long turnsThen = -1;
    private String wordsThen = "";
    private Instant lastWords = Instant.EPOCH;

    /** @param watchdog after how long without a ping the process counts as hung; empty for never */
    public Bulletin(Optional<Duration> watchdog, Instant begun) {
        this.pingEvery = watchdog.map(timeout -> timeout.dividedBy(PINGS));
        this.begun = begun;
    }

    /** The assignments to send; none when nothing has changed and no ping is due. */
    public List<String> next(Vitals vitals, Instant now) {
        List<String> assignments = new ArrayList<>();
        if (!isReady && (vitals.isSettled() || !now.isBefore(begun.plus(PATIENCE)))) {
            isReady = true;
            assignments.add("READY=1");
        }
        if (vitals.turns() > turnsThen && isPingDue(now)) {
            lastPing = now;
            turnsThen = vitals.turns();
            assignments.add("WATCHDOG=1");
        }
        boolean isTalking = !assignments.isEmpty() || !now.isBefore(lastWords.plus(WORDS_EVERY));
        if (isTalking && !vitals.words().equals(wordsThen)) {
            wordsThen = vitals.words();
            lastWords = now;
            assignments.add("STATUS=" + vitals.words());
        }
        return assignments;
    }

    /** What was to be sent last did not arrive: it is to be sent again. */
    public void unheard() {
        isReady = false;
        lastPing = Instant.MIN;
        turnsThen = -1;
        wordsThen = "";
    }

    private boolean isPingDue(Instant now) {
        return pingEvery
                .filter(every -> lastPing.equals(Instant.MIN) || !now.isBefore(lastPing.plus(every)))
                .isPresent();
    }
}
