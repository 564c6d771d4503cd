package dev.pluginlb.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The value that holds for each key while sources are laid over each other, lowest first. For one load, one thread. */
final class Values {

    private final Map<String, Resolved<?>> resolved = new HashMap<>();

    Values() {
        Keys.ALL.forEach(key -> put(key.byDefault()));
    }

    void put(Resolved<?> value) {
        resolved.put(value.key().path(), value);
    }

    /** Lays a source's value over the lower ones; a refused one leaves the key without a value. */
    void lay(Given given, Problems problems) {
        resolved.remove(given.key().path());
        given.key().resolve(given.node(), given.origin(), problems).ifPresent(this::put);
    }

    /** Empty when the value that would hold was refused. */
    @SuppressWarnings("unchecked") // a value is only ever put under the path of its own key
    <T> Optional<Resolved<T>> find(Key<T> key) {
        return Optional.ofNullable((Resolved<T>) resolved.get(key.path()));
    }

    /** To be called only when nothing was refused. */
    <T> T get(Key<T> key) {
        return find(key).orElseThrow().value();
    }

    /** In the order of the table. */
    List<Resolved<?>> all() {
        return Keys.ALL.stream().<Resolved<?>>flatMap(key -> find(key).stream()).toList();
    }
}
