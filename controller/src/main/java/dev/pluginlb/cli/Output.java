package dev.pluginlb.cli;

import java.util.Locale;

/** The form in which data is printed. */
enum Output {
    TABLE,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
