package dev.pluginlb.config;

import java.nio.file.Path;

/** Where a value came from, in words: {@code default}, {@code file pluginlb.yaml:12}, {@code env REDIS_HOST}. */
record Origin(String text) {

    static final Origin DEFAULT = new Origin("default");
    static final Origin COMMAND_LINE = new Origin("command line");

    static Origin file(Path file, int line) {
        return new Origin("file " + file + ":" + line);
    }

    static Origin env(String name) {
        return new Origin("env " + name);
    }

    static Origin envFile(Path file, String name) {
        return new Origin("env-file " + file + " " + name);
    }

    @Override
    public String toString() {
        return text;
    }
}
