package dev.pluginlb.traffic;

import java.util.List;

/**
 * One family of the daemon's routes: a regular expression over the path, and the template all its paths share.
 *
 * <p>The expressions are in the part of the syntax that Java and PCRE have in common, because Nginx evaluates the same
 * ones; so {@code \z} and not {@code $}, and no dot, which stop at different line ends.
 *
 * @param prefix what every path of the family begins with, so that most expressions need not be tried
 * @param pattern over the decoded path; may name one group {@code pluginlbtail}
 * @param template what stands for the path; may end in {@code $pluginlbtail}, the group
 * @param method the method of the key, or {@code *} where all methods are one endpoint
 */
public record RouteTemplate(String prefix, String pattern, String template, Method method) {

    static final String TAIL = "pluginlbtail";

    /** Whether the methods of a route are endpoints of their own. */
    public enum Method {
        OWN,
        ANY
    }

    /** The official daemon's routes, most special first. */
    public static final List<RouteTemplate> OFFICIAL = List.of(
            new RouteTemplate("/e/", "^/e/", "/e/:hook_id", Method.ANY),
            ofTenant("/asset/[^/]+\\z", "/asset/:id"),
            ofTenant("/management/install/tasks/(?!delete_all\\z)[^/]+\\z", "/management/install/tasks/:id"),
            ofTenant("/management/install/tasks/[^/]+/delete(?:/|\\z)", "/management/install/tasks/:id/delete"),
            // All its other routes, which have no ids in their paths.
            ofTenant(
                    "(?!(?:/[^/]*+)*?" + GeneralRoute.ID + ")(?<" + TAIL + ">/" + EndpointKey.PATH_CHARACTER + "+)\\z",
                    "$" + TAIL));

    private static RouteTemplate ofTenant(String pattern, String template) {
        return new RouteTemplate("/plugin/", "^/plugin/[^/]++" + pattern, "/plugin/:tenant_id" + template, Method.OWN);
    }
}
