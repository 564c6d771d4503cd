package dev.pluginlb.traffic;

import java.util.List;

/**
 * One family of the daemon's routes: a regular expression over the path, and the template all its paths share.
 *
 * <p>The expressions are in the part of the syntax that Java and PCRE have in common, because Nginx evaluates the same
 * ones. They are few, and tried in order; all else is one hash look-up.
 *
 * @param pattern over the decoded path; may name one group {@code pluginlbtail}
 * @param template what stands for the path; {@code $pluginlbtail} is the group
 * @param method the method of the key, or {@code *} where all methods are one endpoint
 */
public record RouteTemplate(String pattern, String template, Method method) {

    /** Whether the methods of a route are endpoints of their own. */
    public enum Method {
        OWN,
        ANY
    }

    /** The official daemon's routes, most special first; a path that fits none is its own template. */
    public static final List<RouteTemplate> OFFICIAL = List.of(
            new RouteTemplate("^/e/[^/]+", "/e/:hook_id", Method.ANY),
            new RouteTemplate("^/plugin/[^/]+/asset/[^/]+$", "/plugin/:tenant_id/asset/:id", Method.OWN),
            new RouteTemplate(
                    "^/plugin/[^/]+/management/install/tasks/(?!delete_all$)[^/]+$",
                    "/plugin/:tenant_id/management/install/tasks/:id",
                    Method.OWN),
            new RouteTemplate(
                    "^/plugin/[^/]+/management/install/tasks/[^/]+/delete(?:/.*)?$",
                    "/plugin/:tenant_id/management/install/tasks/:id/delete",
                    Method.OWN),
            new RouteTemplate("^/plugin/[^/]+(?<pluginlbtail>/.+)$", "/plugin/:tenant_id$pluginlbtail", Method.OWN));
}
