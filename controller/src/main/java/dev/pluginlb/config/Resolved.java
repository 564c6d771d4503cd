package dev.pluginlb.config;

/** A key's value as one source gave it, typed and as written. */
record Resolved<T>(Key<T> key, T value, Node node, Origin origin) {

    /** The value as one line of YAML, or a mask. */
    String shown() {
        return key.shape().visibility().show(FlowText.print(node));
    }

    ConfigRow row() {
        return new ConfigRow(key.path(), shown(), origin.text());
    }
}
