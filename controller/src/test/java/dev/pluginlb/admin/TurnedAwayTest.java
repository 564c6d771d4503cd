package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pluginlb.control.Actor;
import dev.pluginlb.control.Audit;
import dev.pluginlb.control.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnedAwayTest {

    private static final Actor SOMEBODY = new Actor("somebody", "");

    private final Deque<Runnable> inAMinute = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private boolean broken;
    private final TurnedAway turned = new TurnedAway(new Audit(this::tell, () -> Instant.EPOCH), inAMinute::add);

    @Test
    void theFirstIsToldAtOnceAndTheOthersTogetherWhenAMinuteIsOver() {
        turned.add(SOMEBODY, "reload", 401);
        turned.add(SOMEBODY, "reload", 401);
        turned.add(SOMEBODY, "drain", 401);
        assertThat(told).hasSize(1);

        minutePasses();
        assertThat(told).hasSize(2).last().asString().contains("drain refused 2 times");

        minutePasses();
        assertThat(inAMinute).as("nobody came").isEmpty();
        turned.add(SOMEBODY, "reload", 401);
        assertThat(told).hasSize(3);
    }

    /** Nobody who came later was told of any more. */
    @Test
    void whatFailsWhileItIsToldDoesNotSilenceWhatComesAfter() {
        broken = true;
        assertThatIllegalStateException().isThrownBy(() -> turned.add(SOMEBODY, "reload", 401));
        turned.add(SOMEBODY, "reload", 401);
        assertThatIllegalStateException().isThrownBy(this::minutePasses);
        broken = false;

        turned.add(SOMEBODY, "drain", 401);
        minutePasses();

        assertThat(told).singleElement().asString().contains("drain refused");
    }

    private void minutePasses() {
        inAMinute.remove().run();
    }

    private void tell(Event.Change change) {
        if (broken) {
            throw new IllegalStateException("the timeline is broken");
        }
        told.add(change.words());
    }
}
