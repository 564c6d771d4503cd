package dev.pluginlb.render;

import java.util.Map;
import java.util.Optional;

/** Turns a template and a model into text. */
interface TextSource {

    /**
     * A template's text.
     *
     * @param asked what the template asked the model for, and what it got; equal answers give an equal text
     */
    record Filled(String text, Map<String, Optional<Object>> asked) {

        public Filled {
            asked = Map.copyOf(asked);
        }

        /** Whether the template would get the same answers from this model. */
        boolean fits(Map<String, Object> model) {
            return asked.entrySet().stream()
                    .allMatch(entry -> entry.getValue().equals(Optional.ofNullable(model.get(entry.getKey()))));
        }
    }

    /** @throws TemplateRefusedException if the template is broken or asks for something that is not there */
    Filled fill(String name, Map<String, Object> model);

    /** Reads changed files anew at their next use. */
    void forget();
}
