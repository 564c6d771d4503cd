package dev.pluginlb.redis;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The values of a set that is read again and again, sorted by their texts: only members that were not there at the last reading are
 * decoded, since there may be ten thousand, and most stay. Confined to one thread.
 */
final class SortedMembers<T> {

    private final Function<String, Optional<T>> decoder;
    private final TreeMap<String, Optional<T>> decoded = new TreeMap<>();
    private Set<String> last = Set.of();
    private List<T> values = List.of();

    /** @param decoder empty for a member to be left out */
    SortedMembers(Function<String, Optional<T>> decoder) {
        this.decoder = decoder;
    }

    /** The values of the set as it is now; the same list as long as the set is the same. */
    List<T> values(Set<String> members) {
        if (!members.equals(last)) {
            decoded.keySet().retainAll(members);
            members.stream()
                    .filter(member -> !last.contains(member))
                    .forEach(member -> decoded.put(member, decoder.apply(member)));
            last = members;
            values = decoded.values().stream().flatMap(Optional::stream).toList();
        }
        return values;
    }
}
