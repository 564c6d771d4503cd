package dev.pluginlb.admin;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import dev.pluginlb.render.RenderedConfig;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The difference of two releases as a unified diff, file by file. */
final class ConfigDiff {

    private static final int CONTEXT_LINES = 3;
    private static final String NO_FILE = "/dev/null";

    private ConfigDiff() {}

    /** Empty when both hold the same files. */
    static String between(RenderedConfig from, RenderedConfig to) {
        TreeSet<String> names = new TreeSet<>(from.files().keySet());
        names.addAll(to.files().keySet());
        return names.stream()
                .flatMap(name -> ofFile(name, from, to))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static Stream<String> ofFile(String name, RenderedConfig from, RenderedConfig to) {
        List<String> before = lines(name, from.files());
        Patch<String> patch = DiffUtils.diff(before, lines(name, to.files()));
        return UnifiedDiffUtils.generateUnifiedDiff(label(name, from), label(name, to), before, patch, CONTEXT_LINES)
                .stream();
    }

    private static String label(String name, RenderedConfig config) {
        return config.files().containsKey(name) ? config.version() + "/" + name : NO_FILE;
    }

    private static List<String> lines(String name, SortedMap<String, String> files) {
        return files.getOrDefault(name, "").lines().toList();
    }
}
