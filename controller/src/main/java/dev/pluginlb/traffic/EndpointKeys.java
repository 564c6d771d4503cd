package dev.pluginlb.traffic;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which endpoint a request belongs to.
 *
 * <p>By {@link KeyForm#PATH} the path itself; else {@code METHOD template[ author/plugin]}, where the template comes from
 * {@link RouteTemplate#OFFICIAL} or, for all other paths, from {@link GeneralRoute}. Webhooks ({@code /e/}) are one
 * endpoint whoever calls them, since on the public port anybody may name any plugin. Nginx computes the same keys
 * ({@code classes.conf.ftl}); where there is no key here, it has an empty one. Immutable.
 */
public final class EndpointKeys {

    /** {@code author/name}, alone or at the beginning of {@code author/name:version@checksum}. */
    public static final String PLUGIN = "^(?<pluginlbid>" + EndpointKey.PLUGIN + ")(?::|\\z)";

    /** What every key fits. */
    public static final String SHAPE = EndpointKey.SHAPE;

    private static final Pattern METHOD = Expressions.compile("[A-Z]{1,16}");
    private static final Pattern PLUGIN_ID = Expressions.compile(PLUGIN);
    private static final Route[] ROUTES =
            RouteTemplate.OFFICIAL.stream().map(Route::of).toArray(Route[]::new);

    private final KeyForm form;

    public EndpointKeys(KeyForm form) {
        this.form = form;
    }

    /**
     * @param path decoded and without dot segments, as Nginx's {@code $uri}
     * @param pluginId {@code X-Plugin-ID}, or {@code X-Plugin-Unique-Identifier} where there is none; anything else,
     *     also the empty string, counts as none
     * @return empty where method or path cannot be part of a key, or the key is too long
     */
    public Optional<EndpointKey> of(String method, String path, String pluginId) {
        return text(method, path, pluginId)
                .filter(text -> text.length() <= EndpointKey.MAX_LENGTH)
                .map(EndpointKey::ofParts);
    }

    private Optional<String> text(String method, String path, String pluginId) {
        if (form == KeyForm.PATH) {
            return GeneralRoute.raw(path);
        }
        for (Route route : ROUTES) {
            Optional<String> template = route.templateOf(path);
            if (template.isPresent()) {
                return route.anyMethod()
                        ? template.map(found -> "* " + found)
                        : template.flatMap(found -> text(method, found + plugin(pluginId)));
            }
        }
        return GeneralRoute.of(path).flatMap(found -> text(method, found + plugin(pluginId)));
    }

    private static Optional<String> text(String method, String rest) {
        return METHOD.matcher(method).matches() ? Optional.of(method + " " + rest) : Optional.empty();
    }

    private String plugin(String pluginId) {
        if (form == KeyForm.ROUTE || pluginId.isEmpty()) {
            return "";
        }
        Matcher id = PLUGIN_ID.matcher(pluginId);
        return id.find() ? " " + id.group(1) : "";
    }

    /** A template with its expression compiled. */
    private record Route(String prefix, Pattern pattern, String template, boolean anyMethod, boolean tailed) {

        static Route of(RouteTemplate route) {
            String tail = "$" + RouteTemplate.TAIL;
            return new Route(
                    route.prefix(),
                    Expressions.compile(route.pattern()),
                    route.template().replace(tail, ""),
                    route.method() == RouteTemplate.Method.ANY,
                    route.template().endsWith(tail));
        }

        Optional<String> templateOf(String path) {
            if (!path.startsWith(prefix)) {
                return Optional.empty();
            }
            Matcher matcher = pattern.matcher(path);
            return matcher.find()
                    ? Optional.of(tailed ? template + matcher.group(RouteTemplate.TAIL) : template)
                    : Optional.empty();
        }
    }
}
