package dev.pluginlb.render;

import freemarker.template.ObjectWrapper;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that notes what it is asked for. For one filling in of one template. */
final class Asked implements TemplateHashModel {

    private final Map<String, Object> model;
    private final ObjectWrapper wrapper;
    private final Map<String, Optional<Object>> answers = new HashMap<>();
    private final Map<String, TemplateModel> wrapped = new HashMap<>();

    Asked(Map<String, Object> model, ObjectWrapper wrapper) {
        this.model = model;
        this.wrapper = wrapper;
    }

    @Override
    public @Nullable TemplateModel get(String name) throws TemplateModelException {
        Object value = model.get(name);
        answers.put(name, Optional.ofNullable(value));
        if (value != null && !wrapped.containsKey(name)) {
            wrapped.put(name, wrapper.wrap(value));
        }
        return wrapped.get(name);
    }

    @Override
    public boolean isEmpty() {
        return model.isEmpty();
    }

    /** By name; empty where the model has nothing of that name. */
    Map<String, Optional<Object>> answers() {
        return answers;
    }
}
