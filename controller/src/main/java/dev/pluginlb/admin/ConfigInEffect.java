package dev.pluginlb.admin;

import dev.pluginlb.config.ConfigRow;
import java.util.List;

/**
 * The configuration that the controller goes by, as the admin API needs it.
 *
 * @param token what a change must present
 * @param rows the settings as they may be shown, secrets masked
 * @param refused what is wrong with a later one that was refused, one line each; empty if there is none
 * @param faults what is wrong by now with what it names, one line each
 */
public record ConfigInEffect(AdminToken token, List<ConfigRow> rows, List<String> refused, List<String> faults) {

    public ConfigInEffect {
        rows = List.copyOf(rows);
        refused = List.copyOf(refused);
        faults = List.copyOf(faults);
    }

    /** One of which nothing is wrong. */
    public ConfigInEffect(AdminToken token, List<ConfigRow> rows) {
        this(token, rows, List.of(), List.of());
    }

    /** The same, while a later one is refused for these reasons; none if the later one is not there any more. */
    public ConfigInEffect refusing(List<String> lines) {
        return new ConfigInEffect(token, rows, lines, faults);
    }

    /** The same, while these are wrong. */
    public ConfigInEffect with(List<String> wrong) {
        return new ConfigInEffect(token, rows, refused, wrong);
    }
}
