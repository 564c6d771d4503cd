package dev.pluginlb.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which address stands for which node when several nodes name the same one.
 *
 * <p>Two daemons that name one address are either one daemon that restarted under a new id (then the newest owns the
 * address), or two hosts with the same bridge address (then it identifies nobody). An address that a node has for
 * itself and that answers is therefore always taken first; a shared one only by the newest claimant that does not stand elsewhere,
 * and not while that one has an address of its own and the claimants are proven to be different nodes. So whoever names the
 * addresses of others takes the place of one of them at most. Members choose one after the other, the newest first.
 */
final class AddressClaims {

    private final Map<Address, List<Member>> claimants = new HashMap<>();
    private final Function<Address, Liveness> liveness;

    /** Fresh members claim first; stale ones only what no fresh one names. */
    AddressClaims(Collection<Member> members, Duration now, Duration timeout, Function<Address, Liveness> liveness) {
        this.liveness = liveness;
        Predicate<Member> isFresh = member -> member.isFresh(now, timeout);
        Map<Boolean, List<Member>> byFreshness =
                withoutPredecessors(members, isFresh).collect(Collectors.partitioningBy(isFresh));
        claim(byFreshness.getOrDefault(true, List.of()), Set.of());
        claim(byFreshness.getOrDefault(false, List.of()), Set.copyOf(claimants.keySet()));
        claimants.values().forEach(claiming -> claiming.sort(Member.NEWEST_FIRST));
    }

    /** Leaves out who stands at just the same places as a newer one that beats: it has restarted under that one's id. */
    private static Stream<Member> withoutPredecessors(Collection<Member> members, Predicate<Member> isFresh) {
        Comparator<Member> freshFirst = Comparator.comparing(member -> !isFresh.test(member));
        Map<List<Address>, Member> newest = members.stream()
                .filter(Member::isRegistered)
                .collect(Collectors.toMap(
                        Member::candidates,
                        member -> member,
                        BinaryOperator.minBy(freshFirst.thenComparing(Member.NEWEST_FIRST))));
        return members.stream().filter(member -> {
            Member heir = newest.getOrDefault(member.candidates(), member);
            return heir == member || heir.provenBeside(member);
        });
    }

    private void claim(List<Member> members, Set<Address> taken) {
        for (Member member : members) {
            for (Address address : member.candidates()) {
                if (!taken.contains(address)) {
                    claimants
                            .computeIfAbsent(address, key -> new ArrayList<>(1))
                            .add(member);
                }
            }
        }
    }

    /** Who may stand at the address, the most likely first; empty when nobody names it. */
    List<Member> claimantsOf(Address address) {
        return claimants.getOrDefault(address, List.of());
    }

    /** The address at which the member is reached; its present one for as long as that stays acceptable. */
    Optional<Address> choose(Member member) {
        List<Address> own = member.candidates().stream()
                .filter(address -> isOnlyOf(member, address))
                .toList();
        List<Address> shared = member.candidates().stream()
                .filter(address -> mayShare(member, address, own))
                .toList();
        Optional<Address> present = member.chosen();
        if (present.filter(own::contains)
                .map(liveness)
                .filter(Liveness::answers)
                .isPresent()) {
            return present;
        }
        List<Address> acceptable = Stream.concat(own.stream(), shared.stream()).toList();
        return firstAnswering(acceptable).or(() -> present.filter(acceptable::contains));
    }

    private boolean isOnlyOf(Member member, Address address) {
        List<Member> claiming = claimantsOf(address);
        return claiming.size() == 1 && claiming.get(0) == member;
    }

    private boolean mayShare(Member member, Address address, List<Address> own) {
        List<Member> claiming = claimantsOf(address);
        boolean isLeft = claiming.size() > 1 && isLeftTo(member, address, claiming, own);
        boolean identifiesNobody = isLeft && !own.isEmpty() && claiming.stream().anyMatch(member::provenBeside);
        return isLeft && !identifiesNobody;
    }

    /** Newer ones have chosen already: those that want it stand at it. */
    private static boolean isLeftTo(Member member, Address address, List<Member> claiming, List<Address> own) {
        Optional<Address> it = Optional.of(address);
        return claiming.get(0) == member
                || (own.isEmpty()
                        && claiming.contains(member)
                        && claiming.stream()
                                .takeWhile(newer -> newer != member)
                                .noneMatch(newer -> newer.chosen().equals(it)));
    }

    /** The first that answers, once all before it have been tried: a slow good address is not passed over for a worse one. */
    private Optional<Address> firstAnswering(List<Address> candidates) {
        for (Address candidate : candidates) {
            Liveness known = liveness.apply(candidate);
            if (known.answers()) {
                return Optional.of(candidate);
            }
            if (!known.tried()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
