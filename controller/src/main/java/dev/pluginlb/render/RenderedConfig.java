package dev.pluginlb.render;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A whole config, ready to be written.
 *
 * @param version names the content: the same files have the same version, whoever rendered them
 * @param files content by file name, sorted
 */
public record RenderedConfig(String version, SortedMap<String, String> files) {

    public RenderedConfig {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** All files in one text, each under a line with its name. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            text.append("# ").append(file.getKey()).append('\n').append(file.getValue());
        }
        return text.toString();
    }
}
