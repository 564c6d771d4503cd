package dev.pluginlb.admin.view;

import dev.pluginlb.config.ConfigRow;
import java.util.List;

/** The effective configuration, secrets masked, sorted by key. */
public record ConfigView(List<ConfigRow> config) {

    public ConfigView {
        config = List.copyOf(config);
    }
}
