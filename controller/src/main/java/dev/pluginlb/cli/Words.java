package dev.pluginlb.cli;

import org.jspecify.annotations.Nullable;

/** Words of the wire as people read them. */
final class Words {

    private Words() {}

    /** In one line; what is not known is a dash. */
    static String orDash(@Nullable Object value) {
        return value == null ? "-" : Printable.line(value.toString());
    }

    static String plain(String word) {
        return word.replace('_', ' ');
    }
}
