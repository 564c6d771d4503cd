package dev.pluginlb.cli;

import dev.pluginlb.admin.view.EventView;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows the events until the thread is interrupted. A stream that is lost, or silent for longer than the controller ever is,
 * is opened again after a pause that grows; what happened meanwhile comes then. That it is lost is said once.
 */
final class EventFollower {

    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final AdminClient client;
    private final Consumer<EventView> told;
    private final Consumer<String> notes;
    private long seen;
    private boolean lost;
    private Duration pause = FIRST_PAUSE;

    /**
     * @param seen the id of the newest event that is known
     * @param told gets each event
     * @param notes gets a line when the controller is lost, and when it is found again
     */
    EventFollower(AdminClient client, long seen, Consumer<EventView> told, Consumer<String> notes) {
        this.client = client;
        this.seen = seen;
        this.told = told;
        this.notes = notes;
    }

    /** @throws CommandFailedException if there is no stream at the beginning, or the thread is interrupted */
    void follow() {
        StreamedLines stream = client.events(seen, SILENCE);
        while (!Thread.currentThread().isInterrupted()) {
            lose(readUntilLost(stream));
            stream = openAgain();
        }
        throw new CommandFailedException(ExitCode.FAILED, "interrupted");
    }

    /** Why it was lost. */
    private String readUntilLost(StreamedLines stream) {
        try (stream) {
            EventReader reader = new EventReader();
            for (String line = stream.next(SILENCE); ; line = stream.next(SILENCE)) {
                find();
                Optional<EventView> event = reader.take(line);
                event.ifPresent(this::tell);
            }
        } catch (IOException why) {
            return String.valueOf(why.getMessage());
        }
    }

    private void tell(EventView event) {
        seen = event.id();
        told.accept(event);
    }

    private StreamedLines openAgain() {
        while (true) {
            Pause.of(pause);
            pause = longer(pause);
            try {
                return client.events(seen, SILENCE);
            } catch (CommandFailedException notYet) {
                if (Thread.currentThread().isInterrupted()) {
                    throw notYet;
                }
            }
        }
    }

    private void lose(String why) {
        if (!lost) {
            lost = true;
            notes.accept("disconnected: " + why + "; trying again");
        }
    }

    private void find() {
        pause = FIRST_PAUSE;
        if (lost) {
            lost = false;
            notes.accept("connected again");
        }
    }

    static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}
