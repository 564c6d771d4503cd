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

    /** All that Nginx reads as config in one text, each file under a line with its name; the Lua code beside it is left out. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (!file.getKey().endsWith(".conf")) {
                continue;
            }
            text.append("# ").append(file.getKey()).append('\n').append(file.getValue());
        }
        return text.toString();
    }
}
