package dev.pluginlb.traffic;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rule for paths that fit no {@link RouteTemplate}: a tenant becomes {@code :tenant_id}, and segments that are an id
 * become {@code :id}, the first {@value #IDS} of them.
 *
 * <p>An id is a number, a UUID, 16 or more hex digits, or a token of 20 or more that mixes letters and digits. The
 * same expressions serve Nginx.
 */
public final class GeneralRoute {

    /** So many ids are replaced; Nginx needs a map for each. */
    public static final int IDS = 4;

    /** A path that may be part of a key. */
    public static final String PATH = "^/" + EndpointKey.PATH_CHARACTER + "{0," + (EndpointKey.MAX_LENGTH - 1) + "}\\z";

    /** The tenant, with what is before it. */
    public static final String TENANT = "^/plugin/[^/]+(?=/)";

    /** What stands for it. */
    public static final String TENANT_TEMPLATE = "/plugin/:tenant_id";

    /** A segment that is an id, with the slash before it. */
    public static final String ID = "/(?:[0-9]+"
            + "|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
            + "|[0-9a-fA-F]{16,}"
            + "|(?=[A-Za-z_-]*[0-9])(?=[0-9_-]*[A-Za-z])[A-Za-z0-9_-]{20,})(?=/|\\z)";

    private static final Pattern WHOLE = Expressions.compile(PATH);
    private static final Pattern TENANT_PART = Expressions.compile(TENANT);
    private static final Pattern SEGMENT = Expressions.compile(ID);

    private GeneralRoute() {}

    /** The path itself; empty if it cannot be part of a key. */
    static Optional<String> raw(String path) {
        return path.length() <= EndpointKey.MAX_LENGTH && WHOLE.matcher(path).find()
                ? Optional.of(path)
                : Optional.empty();
    }

    /** The template of a path; empty if it cannot be part of a key. */
    static Optional<String> of(String path) {
        return raw(path).map(GeneralRoute::withoutIds);
    }

    private static String withoutIds(String path) {
        Matcher segment = SEGMENT.matcher(TENANT_PART.matcher(path).replaceFirst(TENANT_TEMPLATE));
        StringBuilder template = new StringBuilder();
        for (int ids = 0; ids < IDS && segment.find(); ids++) {
            segment.appendReplacement(template, "/:id");
        }
        return segment.appendTail(template).toString();
    }
}
