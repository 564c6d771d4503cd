package dev.pluginlb.render;

import java.util.HashMap;
import java.util.Map;

/**
 * The latest text of each template, made anew only when something has changed that its template asked for. Nobody has to
 * know what a template depends on, least of all of an operator's one. Confined to one thread.
 */
final class Texts {

    private final TextSource source;
    private final Map<String, Last> latest = new HashMap<>();

    /** @param hash of the content */
    record Text(String content, String hash) {}

    private record Last(TextSource.Filled filled, Text text) {}

    Texts(TextSource source) {
        this.source = source;
    }

    /** @throws TemplateRefusedException if the template is broken; then all templates are read anew the next time */
    Text fill(String name, Map<String, Object> model) {
        Last last = latest.get(name);
        if (last != null && last.filled().fits(model)) {
            return last.text();
        }
        TextSource.Filled filled = filled(name, model);
        Text text = last != null && last.text().content().equals(filled.text())
                ? last.text()
                : new Text(filled.text(), Hash.of(filled.text()));
        latest.put(name, new Last(filled, text));
        return text;
    }

    private TextSource.Filled filled(String name, Map<String, Object> model) {
        try {
            return source.fill(name, model);
        } catch (TemplateRefusedException refused) {
            // Somebody may be mending it.
            forget();
            throw refused;
        }
    }

    /** Reads templates anew that were changed on disk. */
    void forget() {
        source.forget();
        latest.clear();
    }
}
