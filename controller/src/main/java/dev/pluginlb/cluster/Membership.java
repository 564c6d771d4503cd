package dev.pluginlb.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who belongs to the cluster, concluded from readings of the registries and from own probes.
 *
 * <ul>
 *   <li>A node joins with its first good probe and leaves by probes: after {@code fall} failures, or after one when its
 *       heartbeat is stale as well. A stale heartbeat alone never drops a node that answers.
 *   <li>An entry that vanishes was taken out on purpose: the node leaves at once. But the daemons' master collects
 *       entries whose heartbeat stalled, so one of theirs that vanishes when it was nearly stale proves nothing: the node
 *       stays while it answers, for at most {@link #ABSENT_TIMEOUTS} time-outs. Nor does it prove anything when most
 *       entries vanish together: the registry was flushed, and living nodes will register again.
 *   <li>Freshness is counted on a {@link ReadingClock}, so neither an outage of Redis nor the clocks of the nodes can age
 *       anybody.
 *   <li>There are at most {@value #MOST_NODES}; of more than that those that never answered take turns, as {@link Room} says.
 * </ul>
 *
 * <p>Not thread-safe: confined to the control loop. Deterministic: the same calls give the same snapshots.
 */
public final class Membership {

    /** After how many heartbeat time-outs a node that is no longer registered, or no longer answers, is forgotten. */
    public static final int ABSENT_TIMEOUTS = 10;

    /** Whoever registers further ones keeps none of these from serving, and us not from looking after them. */
    public static final int MOST_NODES = 2000;

    /** What decides between alive and dead. */
    public record Rules(Duration heartbeatTimeout, Liveness.Thresholds thresholds, AddressRules addresses) {}

    private final Rules rules;
    private final ReadingClock clock = new ReadingClock();
    private final Map<NodeId, Member> members = new LinkedHashMap<>();
    private final ProbeTable probes = new ProbeTable();
    private final Absences absences;
    private final Desertion desertion;
    private final Room room = new Room(MOST_NODES);
    private final Set<Address> newcomers = new LinkedHashSet<>();
    private AddressClaims claims;
    private List<Member> newestFirst = List.of();
    private Optional<Set<Address>> targets = Optional.empty();
    private boolean choiceIsDue;
    private int turnedAway;

    public Membership(Rules rules) {
        this.rules = rules;
        this.absences = new Absences(members.values(), rules.heartbeatTimeout());
        this.desertion = new Desertion(rules.heartbeatTimeout());
        this.claims = claims();
    }

    /** Takes nodes known from before a restart as up but not registered, until probes and readings say otherwise. */
    public void restore(List<Heartbeat> known, Instant now) {
        for (Heartbeat heartbeat : known) {
            Member member = join(heartbeat, heartbeat.addresses());
            member.absent(clock.time());
            heartbeat.addresses().stream().findFirst().ifPresent(address -> {
                probes.assumeUp(address, now);
                member.choose(Optional.of(address));
            });
        }
        chooseAddresses();
    }

    /** Takes a reading of the registries; host names must have been resolved. */
    public void read(Registrations registrations, Instant now) {
        if (registrations.readable().stream().anyMatch(Source::beats)) {
            clock.read(now);
        }
        desertion.read(registrations, clock.time());
        Map<NodeId, Heartbeat> present = registrations.byId();
        present.values().stream()
                .filter(heartbeat -> members.containsKey(heartbeat.id()))
                .forEach(this::readKnown);
        takeIn(
                present.values().stream()
                        .filter(heartbeat -> !members.containsKey(heartbeat.id()))
                        .toList(),
                now);
        registrations.readable().forEach(source -> readAbsence(source, present.keySet()));
        forgetTheDead(now);
        chooseAddresses();
    }

    /** Takes the outcome of a probe; one of an address that nobody claims any more is ignored. */
    public void probed(ProbeResult result, Instant now) {
        Address target = result.target();
        if (claims.claimantsOf(target).isEmpty()) {
            return;
        }
        Liveness.Thresholds thresholds =
                new Liveness.Thresholds(rules.thresholds().rise(), fallOf(target));
        choiceIsDue |= probes.record(result, thresholds, now);
    }

    /** The addresses to be probed now: of a node that is up the one in use, of any other fresh one all. One that
     * stood there before we came, never moved and did not answer is a leftover, and is asked once. As {@link Aim} says. */
    public Set<Address> probeTargets() {
        chooseIfDue();
        Set<Address> now = targets.orElseGet(
                () -> new Aim(probes, this::isFresh, clock.time().toSeconds()).at(members.values()));
        targets = Optional.of(now);
        return now;
    }

    /** The addresses of nodes that have joined since the last call: they are asked at once. */
    public Set<Address> takeNewcomers() {
        Set<Address> taken = Set.copyOf(newcomers);
        newcomers.clear();
        return taken;
    }

    /** True when every address that is to be probed has been probed at least once. */
    public boolean isSettled() {
        return probeTargets().stream().allMatch(address -> probes.of(address).tried());
    }

    /** Whether nodes that should be registered are kept although none is for so long that nobody is to be expected back. */
    public boolean isDeserted() {
        return desertion.lasts(clock.time())
                && members.values().stream()
                        .anyMatch(member -> member.heartbeat().source().beats());
    }

    /** How many registered nodes there was no room for at the last reading; they have their turn later. */
    public int turnedAway() {
        return turnedAway;
    }

    /** How many nodes and addresses are kept, whichever is more. */
    int remembered() {
        return Math.max(members.size(), probes.size());
    }

    public ClusterSnapshot snapshot(Freshness freshness, Instant now) {
        chooseIfDue();
        Portraits portraits = new Portraits(rules, probes, clock.time(), clock.unread(now), now);
        Map<Address, Node> nodes = new HashMap<>();
        for (Member member : newestFirst) {
            if (isFresh(member) || !isLongDead(member, now)) {
                member.chosen().ifPresent(address -> nodes.putIfAbsent(address, portraits.reached(member, address)));
            }
        }
        for (Member member : newestFirst) {
            if (member.chosen().isEmpty() && isFresh(member)) {
                member.candidates().stream()
                        .filter(address -> !nodes.containsKey(address))
                        .findFirst()
                        .ifPresent(address -> nodes.put(address, portraits.unreached(member, address)));
            }
        }
        return new ClusterSnapshot(List.copyOf(nodes.values()), freshness);
    }

    private void readKnown(Heartbeat heartbeat) {
        Optional.ofNullable(members.get(heartbeat.id()))
                .ifPresent(known -> known.read(heartbeat, candidates(heartbeat), clock.time()));
    }

    private void takeIn(List<Heartbeat> strangers, Instant now) {
        chooseIfDue(); // or who has just answered would seem not to have
        strangers.stream().filter(one -> !one.source().beats()).forEach(this::welcome);
        List<Heartbeat> waiting =
                strangers.stream().filter(one -> one.source().beats()).toList();
        room.leaving(members.values(), member -> isSpent(member, now), waiting.size())
                .forEach(member -> members.remove(member.id()));
        Collection<Heartbeat> entering = room.entering(members.size(), waiting, this::isAnswered);
        entering.forEach(this::welcome);
        turnedAway = waiting.size() - entering.size();
    }

    private void welcome(Heartbeat heartbeat) {
        List<Address> candidates = candidates(heartbeat);
        join(heartbeat, candidates);
        newcomers.addAll(candidates);
        candidates.forEach(probes::giveFreshStart);
    }

    private List<Address> candidates(Heartbeat heartbeat) {
        return rules.addresses().candidates(heartbeat.addresses());
    }

    private boolean isAnswered(Heartbeat heartbeat) {
        return candidates(heartbeat).stream()
                .anyMatch(address -> probes.of(address).answers());
    }

    /** Whether it had its chance to answer, and did not, or not for long. */
    private boolean isSpent(Member member, Instant now) {
        return member.heartbeat().source().beats()
                && isLongDead(member, now)
                && (member.stays(clock.time()).compareTo(rules.heartbeatTimeout()) > 0
                        || member.candidates().stream()
                                .allMatch(address -> probes.of(address).tried()));
    }

    private Member join(Heartbeat heartbeat, List<Address> candidates) {
        Member member = new Member(heartbeat, candidates, clock.time());
        members.put(heartbeat.id(), member);
        return member;
    }

    private void readAbsence(Source source, Set<NodeId> present) {
        List<Member> missing = absences.of(source)
                .filter(member -> !present.contains(member.id()))
                .toList();
        absences.missing(source, missing, clock.time());
        missing.forEach(this::vanish);
    }

    private void vanish(Member member) {
        if (absences.proveThatItLeft(member, clock.time())) {
            members.remove(member.id());
        } else {
            member.absent(clock.time());
        }
    }

    private void forgetTheDead(Instant now) {
        members.values().removeIf(member -> mayBeForgotten(member, now));
        Set<Address> named = members.values().stream()
                .flatMap(member -> member.candidates().stream())
                .collect(Collectors.toSet());
        probes.keepOnly(named);
    }

    /** While a registry stays empty as a whole, whoever answers is kept: there is nothing that could replace them. */
    private boolean mayBeForgotten(Member member, Instant now) {
        Source source = member.heartbeat().source();
        boolean absentTooLong = member.absence(clock.time())
                .filter(absence -> absence.compareTo(memory()) > 0)
                .isPresent();
        boolean absentAndDead = !member.isRegistered() && isLongDead(member, now);
        return (absentTooLong && absences.registered(source) > 0)
                || (absentAndDead && !absences.flushedLately(source, clock.time()));
    }

    private boolean isLongDead(Member member, Instant now) {
        return member.chosen()
                .map(probes::of)
                .filter(known ->
                        known.answers() || Duration.between(known.since(), now).compareTo(memory()) <= 0)
                .isEmpty();
    }

    private Duration memory() {
        return rules.heartbeatTimeout().multipliedBy(ABSENT_TIMEOUTS);
    }

    /** Once for all results since the last time: with thousands of addresses a choice after each would never end. */
    private void chooseIfDue() {
        if (choiceIsDue) {
            chooseAddresses();
        }
    }

    /** Whatever else follows from who is there and who answers is found out anew, too. */
    private void chooseAddresses() {
        choiceIsDue = false;
        targets = Optional.empty();
        newestFirst = members.values().stream().sorted(Member.NEWEST_FIRST).toList();
        claims = claims();
        newestFirst.forEach(member -> member.choose(claims.choose(member)));
    }

    private AddressClaims claims() {
        return new AddressClaims(members.values(), clock.time(), rules.heartbeatTimeout(), probes::of);
    }

    private boolean isFresh(Member member) {
        return member.isFresh(clock.time(), rules.heartbeatTimeout());
    }

    private int fallOf(Address target) {
        boolean beats = claims.claimantsOf(target).stream().anyMatch(this::isFresh);
        return beats ? rules.thresholds().fall() : 1;
    }
}
