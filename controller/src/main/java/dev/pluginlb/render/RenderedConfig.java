package dev.pluginlb.render;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A whole config, ready to be written.
 *
 * @param version names the content: the same files have the same version, whoever rendered them
 * @param files content by file name, sorted
 */
public record RenderedConfig(String version, SortedMap<String, String> files) {

    private static final Pattern NOBODY =
            Pattern.compile("upstream dify_plugin_daemon_servers \\{[^}]*server 127\\.0\\.0\\.1:1 down;");

    private static final Pattern LISTEN = Pattern.compile("(?m)^[^#\\n]*\\blisten\\s");

    public RenderedConfig {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The same and one more file, for people to read. */
    public RenderedConfig with(String name, String content) {
        SortedMap<String, String> more = new TreeMap<>(files);
        more.put(name, content);
        return new RenderedConfig(version, more);
    }

    /** The same with one text in place of another wherever it stands, under a version of its own. */
    public RenderedConfig replacing(String text, String other) {
        SortedMap<String, String> changed = new TreeMap<>(files);
        changed.replaceAll((name, content) -> content.replace(text, other));
        SortedMap<String, String> hashes = new TreeMap<>(changed);
        hashes.replaceAll((name, content) -> Hash.of(content));
        String next = Hash.version(hashes);
        changed.replaceAll((name, content) -> content.replace(version, next));
        return new RenderedConfig(next, changed);
    }

    /**
     * Whether it was made when no node was known: by itself it answers every request with 502. Told by the text, as {@code
     * upstreams.conf.ftl} writes it, since there is nothing else of a release that was read from disk.
     */
    public boolean servesNobody() {
        return files.values().stream().anyMatch(text -> NOBODY.matcher(text).find());
    }

    /** Why nobody may go back to it. */
    public Optional<String> objection() {
        return servesNobody()
                ? Optional.of("release " + version + " is from when no node was known, so nobody would serve"
                        + " (name a later one: pluginlb history)")
                : Optional.empty();
    }

    /** Whether there is a server in it; an Nginx that reads one without has nothing to say against it, and serves nobody any more. */
    public boolean listens() {
        return files.values().stream().anyMatch(text -> LISTEN.matcher(text).find());
    }

    /** The files in one text, each under a line with its name; without the Lua code, which is the same for every plan. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().endsWith(".lua")) {
                continue;
            }
            text.append("# ").append(file.getKey()).append('\n').append(file.getValue());
        }
        return text.toString();
    }
}
