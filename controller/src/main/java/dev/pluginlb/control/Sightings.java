package dev.pluginlb.control;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is looked at again and again becomes inputs. A sight that is like the one before waits for the next turn of the loop;
 * any other calls for one. Thread-safe.
 */
public final class Sightings<T> implements Consumer<T> {

    private final ControlThread.Inbox inbox;
    private final Function<T, Input> input;
    private final BiPredicate<T, T> alike;
    private final AtomicReference<Optional<T>> last = new AtomicReference<>(Optional.empty());

    /** @param alike whether the later of two sights brings nothing that anybody waits for */
    public Sightings(ControlThread.Inbox inbox, Function<T, Input> input, BiPredicate<T, T> alike) {
        this.inbox = inbox;
        this.input = input;
        this.alike = alike;
    }

    @Override
    public void accept(T sight) {
        Optional<T> before = last.getAndSet(Optional.of(sight));
        if (before.filter(former -> alike.test(former, sight)).isPresent()) {
            inbox.offerForNextTurn(input.apply(sight));
        } else {
            inbox.offer(input.apply(sight));
        }
    }

    /** Nothing was to be seen: the next sight calls for a turn whatever it is. */
    public void interrupted() {
        last.set(Optional.empty());
    }
}
