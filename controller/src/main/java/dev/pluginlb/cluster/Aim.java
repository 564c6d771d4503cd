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
 * member's first before anybody's second, and those that were not asked yet before all others.
 *
 * <p>At most {@value #MOST}, those in use before all others: each probe takes a file handle, and anybody who may register can
 * name as many addresses as he likes.
 */
final class Aim {

    static final int MOST = 4000;

    private final ProbeTable probes;
    private final Predicate<Member> isFresh;

    Aim(ProbeTable probes, Predicate<Member> isFresh) {
        this.probes = probes;
        this.isFresh = isFresh;
    }

    Set<Address> at(Collection<Member> members) {
        Set<Address> found = new LinkedHashSet<>();
        List<List<Address>> sought = new ArrayList<>();
        for (Member member : members) {
            Optional<Address> inUse =
                    member.chosen().filter(address -> probes.of(address).answers());
            if (inUse.isPresent()) {
                found.add(inUse.get());
            } else if (isFresh.test(member)) {
                sought.add(worthAsking(member));
            }
        }
        // Whoever did not answer, and they may be many, is not in the way of whoever was not asked yet.
        addInTurn(sought, address -> !probes.of(address).tried(), found);
        addInTurn(sought, address -> true, found);
        return Collections.unmodifiableSet(found);
    }

    private List<Address> worthAsking(Member member) {
        return member.candidates().stream()
                .filter(address -> member.isNews() || !probes.of(address).tried())
                .toList();
    }

    private static void addInTurn(List<List<Address>> all, Predicate<Address> which, Set<Address> found) {
        List<List<Address>> sought = all.stream()
                .map(addresses -> addresses.stream().filter(which).toList())
                .toList();
        int longest = sought.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<Address> addresses : sought) {
                if (found.size() >= MOST) {
                    return;
                }
                if (i < addresses.size()) {
                    found.add(addresses.get(i));
                }
            }
        }
    }
}
