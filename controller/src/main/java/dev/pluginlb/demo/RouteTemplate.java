package dev.pluginlb.demo;

import java.util.List;

/** A path as the official daemon writes it: {@code :name} is one segment, {@code *name} at the end all that follows. */
final class RouteTemplate {

    private final List<String> segments;

    RouteTemplate(String template) {
        segments = List.of(template.split("/", -1));
    }

    /** @param path split at its slashes, empty ends kept */
    boolean matches(List<String> path) {
        boolean openEnd = segments.get(segments.size() - 1).startsWith("*");
        boolean lengthFits = openEnd ? path.size() >= segments.size() : path.size() == segments.size();
        if (!lengthFits) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!fits(segments.get(i), path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String segment, String given) {
        return segment.startsWith(":") ? !given.isEmpty() : segment.startsWith("*") || segment.equals(given);
    }

    static List<String> split(String path) {
        return List.of(path.split("/", -1));
    }
}
