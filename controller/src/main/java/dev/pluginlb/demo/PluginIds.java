package dev.pluginlb.demo;

import java.util.regex.Pattern;

/** The official daemon's two names for a plugin: {@code author/name} and {@code author/name:version@checksum}. */
final class PluginIds {

    private static final String ID = "(?:[a-z0-9_-]{1,64}/)?[a-z0-9_-]{1,255}";
    private static final Pattern PLAIN = Pattern.compile(ID);
    private static final Pattern UNIQUE =
            Pattern.compile(ID + ":[0-9]{1,4}(?:\\.[0-9]{1,4}){1,3}(?:-[A-Za-z0-9_]{1,16})?@[a-f0-9]{32,64}");

    private PluginIds() {}

    static String check(String pluginId) {
        if (!PLAIN.matcher(pluginId).matches()) {
            throw Expected.rule("plugin", pluginId, "author/name of a-z, 0-9, '_', '-'");
        }
        return pluginId;
    }

    static boolean isUnique(String identifier) {
        return UNIQUE.matcher(identifier).matches();
    }

    static String ofUnique(String identifier) {
        return identifier.substring(0, identifier.indexOf(':'));
    }
}
