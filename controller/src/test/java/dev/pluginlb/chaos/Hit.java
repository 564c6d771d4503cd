package dev.pluginlb.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** One time that a fault happens: whom it hits, and when what was so. Confined to one thread until it is over. */
final class Hit {

    private final Fault fault;
    private final Random random;
    private final List<Place> places = new ArrayList<>();
    private final Set<String> nodes = new HashSet<>();
    private final List<Instant> moments = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Instant begun = Loss.NEVER;
    private Instant known = Loss.NEVER;
    private Instant ended = Loss.NEVER;
    private Instant recovered = Loss.NEVER;

    Hit(Fault fault, Random random) {
        this.fault = fault;
        this.random = random;
    }

    Fault fault() {
        return fault;
    }

    /** So many nodes, of those that fit, fewer where another fault left fewer; the same ones with the same seed. */
    List<Place> choose(Site site, int count, Predicate<Place> fit) {
        List<Place> all = new ArrayList<>(site.places().stream().filter(fit).toList());
        Collections.shuffle(all, random);
        List<Place> chosen = all.subList(0, Math.min(count, all.size()));
        places.addAll(chosen);
        chosen.forEach(place -> nodes.add(place.node().nodeId()));
        return List.copyOf(chosen);
    }

    Place chooseOne(Site site, Predicate<Place> fit) {
        return choose(site, 1, fit).get(0);
    }

    List<Place> places() {
        return List.copyOf(places);
    }

    /** Nodes that live where others did when it began can be hit, too. */
    void alsoThoseThatLiveThereNow() {
        places.forEach(place -> nodes.add(place.node().nodeId()));
    }

    /** Something was cut just now. */
    void cutNow() {
        moments.add(Instant.now());
    }

    void beginNow() {
        begun = Instant.now();
        cutNow();
    }

    /** Who is hit gets nothing more from now on. */
    void knownNow() {
        known = Instant.now();
    }

    /** Something worth telling that was allowed. */
    void remark(String words) {
        remarks.add(words);
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    void endNow() {
        ended = Instant.now();
    }

    void recoveredAt(Instant moment) {
        recovered = moment;
        known = known.isBefore(recovered) ? known : recovered;
    }

    boolean mayHaveRun(Lost lost) {
        return nodes.containsAll(lost.ranOn());
    }

    boolean excuses(Lost lost) {
        return fault.loss().excuses(this, lost);
    }

    List<Instant> moments() {
        return List.copyOf(moments);
    }

    Instant begun() {
        return begun;
    }

    Instant known() {
        return known;
    }

    Instant ended() {
        return ended;
    }

    Instant recovered() {
        return recovered;
    }
}
