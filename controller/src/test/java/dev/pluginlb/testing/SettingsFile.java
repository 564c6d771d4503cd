package dev.pluginlb.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A configuration file, made of dotted paths; JSON is YAML. */
public final class SettingsFile {

    private SettingsFile() {}

    public static Path write(Path folder, Map<String, ?> settings) {
        Map<String, Object> tree = new TreeMap<>();
        settings.forEach((path, value) -> put(tree, path.split("\\.", 2), value));
        try {
            return Files.writeString(folder.resolve("pluginlb-run.yaml"), new JsonMapper().writeValueAsString(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> tree, String[] path, Object value) {
        if (path.length == 1) {
            tree.put(path[0], value);
        } else {
            put(
                    (Map<String, Object>) tree.computeIfAbsent(path[0], key -> new TreeMap<>()),
                    path[1].split("\\.", 2),
                    value);
        }
    }
}
