package dev.pluginlb.render;

import dev.pluginlb.plan.Classes;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointKeys;
import dev.pluginlb.traffic.GeneralRoute;
import dev.pluginlb.traffic.RequestClass;
import dev.pluginlb.traffic.RouteDefaults;
import dev.pluginlb.traffic.RouteTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the template of the request classes is filled with: the expressions of the keys, and the known endpoints. */
final class ClassModel {

    /** Without any known endpoint. */
    static final Map<String, Object> NONE = of(Classes.NONE);

    private ClassModel() {}

    /** One endpoint whose class is known; {@code type} is {@code short} or {@code long}. */
    public record Known(EndpointKey endpoint, String type) {

        static Known of(EndpointKey endpoint, RequestClass known) {
            return new Known(endpoint, known.name().toLowerCase(Locale.ROOT));
        }
    }

    static Map<String, Object> of(Classes classes) {
        Map<Boolean, List<Known>> known = distinct(classes).stream()
                .collect(Collectors.partitioningBy(entry -> entry.endpoint().isPath()));
        return Map.of(
                "routes", RouteTemplate.OFFICIAL,
                "expressions", expressions(),
                "knownPaths", known.getOrDefault(true, List.of()),
                "knownEndpoints", known.getOrDefault(false, List.of()));
    }

    private static Map<String, Object> expressions() {
        return Map.of(
                "path", GeneralRoute.PATH,
                "tenant", GeneralRoute.TENANT,
                "tenantTemplate", GeneralRoute.TENANT_TEMPLATE,
                "id", GeneralRoute.ID,
                "ids", GeneralRoute.IDS,
                "plugin", EndpointKeys.PLUGIN,
                "endpoint", EndpointKeys.SHAPE,
                "usuallyLong", RouteDefaults.LONG);
    }

    /** A {@code map} ignores case, and refuses two keys that differ in nothing else; the long one stays. */
    private static List<Known> distinct(Classes classes) {
        Set<String> taken = new HashSet<>();
        List<Known> distinct = new ArrayList<>();
        Stream.concat(
                        classes.longEndpoints().stream().map(endpoint -> Known.of(endpoint, RequestClass.LONG)),
                        classes.shortEndpoints().stream().map(endpoint -> Known.of(endpoint, RequestClass.SHORT)))
                .filter(known -> taken.add(known.endpoint().value().toLowerCase(Locale.ROOT)))
                .forEach(distinct::add);
        return distinct;
    }
}
