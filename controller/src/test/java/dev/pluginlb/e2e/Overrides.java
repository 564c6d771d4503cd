package dev.pluginlb.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** An operator's templates, each the packaged one with something added or changed. */
record Overrides(Path folder) {

    static Overrides in(Path folder) throws IOException {
        return new Overrides(Files.createDirectories(folder));
    }

    /** Adds to the packaged template; what was added before is gone. */
    void append(String template, String text) throws IOException {
        Files.writeString(folder.resolve(template), packaged(template) + text);
    }

    /** Another text in one place of the packaged template. */
    void replace(String template, String text, String other) throws IOException {
        String packaged = packaged(template);
        if (!packaged.contains(text)) {
            throw new IllegalArgumentException(template + ": (expected: one with " + text + ")");
        }
        Files.writeString(folder.resolve(template), packaged.replace(text, other));
    }

    void remove(String template) throws IOException {
        Files.delete(folder.resolve(template));
    }

    private static String packaged(String template) throws IOException {
        try (InputStream text = Overrides.class.getResourceAsStream("/templates/" + template)) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
