package dev.pluginlb.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which addresses are to be probed: of a member that is up the one in use, of any other fresh one all it names, each
 * member's first before anybody's second.
 *
 * <p>At most {@value #MOST}, for each probe takes a file handle, and anybody who may register can name as many addresses as he
 * likes: those in use before all others, then those that were, then those that were not asked yet. Of the rest, who were
 * asked and did not answer, as many as there is room for, and in the next round those that follow, so that each is asked again.
 */
final class Aim {

    static final int MOST = 4000;

    private final ProbeTable probes;
    private final Predicate<Member> isFresh;
    private final long round;

    /** @param round a number that grows by one as soon as others may have their turn */
    Aim(ProbeTable probes, Predicate<Member> isFresh, long round) {
        this.probes = probes;
        this.isFresh = isFresh;
        this.round = round;
    }

    Set<Address> at(Collection<Member> members) {
        Set<Address> found = new LinkedHashSet<>();
        Set<Address> served = new LinkedHashSet<>();
        List<List<Address>> sought = new ArrayList<>();
        for (Member member : members) {
            Optional<Address> inUse =
                    member.chosen().filter(address -> probes.of(address).answers());
            if (inUse.isPresent()) {
                found.add(inUse.get());
            } else if (isFresh.test(member)) {
                List<Address> worthAsking = worthAsking(member);
                member.chosen().filter(worthAsking::contains).ifPresent(served::add);
                sought.add(worthAsking);
            }
        }
        add(served, found);
        // Whoever did not answer, and they may be many, is not in the way of whoever was not asked yet.
        add(inTurn(sought, address -> !probes.of(address).tried()), found);
        Set<Address> rest = inTurn(sought, address -> probes.of(address).tried());
        rest.removeAll(found);
        add(ofThisRound(rest, MOST - found.size()), found);
        return Collections.unmodifiableSet(found);
    }

    private List<Address> ofThisRound(Set<Address> rest, int room) {
        List<Address> all = new ArrayList<>(rest);
        if (room > 0 && all.size() > room) {
            Collections.rotate(all, -(int) (round * room % all.size()));
        }
        return all;
    }

    private List<Address> worthAsking(Member member) {
        return member.candidates().stream()
                .filter(address -> member.isNews() || !probes.of(address).tried())
                .toList();
    }

    private static void add(Collection<Address> some, Set<Address> found) {
        some.stream()
                .filter(address -> !found.contains(address))
                .limit(Math.max(0, MOST - found.size()))
                .forEach(found::add);
    }

    private static Set<Address> inTurn(List<List<Address>> all, Predicate<Address> which) {
        List<List<Address>> sought = all.stream()
                .map(addresses -> addresses.stream().filter(which).toList())
                .toList();
        int longest = sought.stream().mapToInt(List::size).max().orElse(0);
        Set<Address> inTurn = new LinkedHashSet<>();
        for (int i = 0; i < longest; i++) {
            for (List<Address> addresses : sought) {
                if (i < addresses.size()) {
                    inTurn.add(addresses.get(i));
                }
            }
        }
        return inTurn;
    }
}
