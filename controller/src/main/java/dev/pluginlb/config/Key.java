package dev.pluginlb.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One row of the table of settings.
 *
 * @param path the dotted path in the file, {@code reload.min-interval}
 * @param initial the value when no source gives one, as a line of text
 * @param difyNames the environment names under which Dify already has it
 */
record Key<T>(String path, String initial, Shape<T> shape, List<DifyName> difyNames) {

    static final String ENV_PREFIX = "PLUGINLB_";

    Key {
        difyNames = List.copyOf(difyNames);
    }

    /** {@code PLUGINLB_RELOAD_MIN_INTERVAL}. */
    String envName() {
        return ENV_PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** What the node means here; empty when it was refused, which {@code problems} then knows. */
    Optional<Resolved<T>> resolve(Node node, Origin origin, Problems problems) {
        return shape.read(node, place(origin, problems)).map(value -> new Resolved<>(this, value, node, origin));
    }

    Resolved<T> byDefault() {
        Problems problems = new Problems();
        Optional<Resolved<T>> resolved = resolve(shape.fromText(initial), Origin.DEFAULT, problems);
        problems.raise();
        return resolved.orElseThrow();
    }

    Place place(Origin origin, Problems problems) {
        return new Place(path, shape.visibility(), origin, problems);
    }
}
