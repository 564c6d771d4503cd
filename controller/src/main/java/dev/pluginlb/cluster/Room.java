package dev.pluginlb.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whom there is room for when more are registered than are looked after. Whoever answers, or did lately, stays; of the others
 * some give way at each reading, those that came first, and as many of those outside take their places: half of
 * them such as name an address at which somebody answers, for that may be a node that restarted; all in turn, by their ids.
 *
 * <p>So nobody who fills the registry before others keeps them out. Confined to the {@link Membership} that owns it.
 */
final class Room {

    /** Of ten thousand entries, and more are not read, each has its turn within a minute. */
    static final int REPLACED_AT_ONCE = 200;

    private static final Comparator<Heartbeat> BY_ID =
            Comparator.comparing(heartbeat -> heartbeat.id().value());

    private final int most;
    private final Turn ofAnswered = new Turn();
    private final Turn ofAll = new Turn();

    Room(int most) {
        this.most = most;
    }

    /** Those that give way, so that some of so many who wait outside find room. */
    List<Member> leaving(Collection<Member> inside, Predicate<Member> isSpent, int waiting) {
        int lacking = Math.min(waiting - (most - inside.size()), REPLACED_AT_ONCE);
        return lacking <= 0
                ? List.of()
                : inside.stream().filter(isSpent).limit(lacking).toList();
    }

    /**
     * Those that come in.
     *
     * @param isAnswered whether somebody answers at one of its addresses
     */
    Collection<Heartbeat> entering(int inside, List<Heartbeat> waiting, Predicate<Heartbeat> isAnswered) {
        int free = Math.max(0, most - inside);
        if (waiting.size() <= free) {
            return waiting;
        }
        Set<Heartbeat> entering =
                new LinkedHashSet<>(ofAnswered.take(waiting.stream().filter(isAnswered), free / 2));
        entering.addAll(ofAll.take(waiting.stream().filter(one -> !entering.contains(one)), free - entering.size()));
        return entering;
    }

    /** Goes round, by their ids. */
    private static final class Turn {
        private String last = "";

        List<Heartbeat> take(Stream<Heartbeat> waiting, int most) {
            List<Heartbeat> taken = waiting.sorted(
                            Comparator.comparing(this::hadItsTurn).thenComparing(BY_ID))
                    .limit(most)
                    .toList();
            if (!taken.isEmpty()) {
                last = taken.get(taken.size() - 1).id().value();
            }
            return taken;
        }

        private boolean hadItsTurn(Heartbeat heartbeat) {
            return heartbeat.id().value().compareTo(last) <= 0;
        }
    }
}
