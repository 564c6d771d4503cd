package dev.pluginlb.traffic;

import dev.pluginlb.cluster.PluginId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of one endpoint, in any {@link KeyForm}: {@code [METHOD ]path[ author/plugin]}.
 *
 * <p>The alphabet is what a URL path may hold unescaped (RFC 3986, 3.3) without the characters that mean something to
 * Nginx ({@code $ ; ' "} and braces, backslash), so a key may stand in a quoted Nginx string as it is.
 */
public final class EndpointKey implements Comparable<EndpointKey> {

    public static final int MAX_LENGTH = 512;

    /** What a path may hold, as a character class. */
    static final String PATH_CHARACTER = "[A-Za-z0-9._~:/@!&()*+,=%-]";

    static final String PLUGIN = PluginId.SHAPE;

    private static final String PARTS = "(?:(?:[A-Z]{1,16}|\\*) )?/" + PATH_CHARACTER + "*(?: " + PLUGIN + ")?\\z";

    /** What every key fits, for Nginx. */
    static final String SHAPE = "^(?=.{1," + MAX_LENGTH + "}\\z)" + PARTS;

    private static final Pattern ALLOWED = Expressions.compile(PARTS);

    private final String value;

    /** Worked out when first asked for; two threads that do so at once come to the same. */
    private @Nullable RequestClass usual;

    /** @throws IllegalArgumentException if the value is not such a key, or longer than 512 characters */
    public EndpointKey(String value) {
        this(value, ALLOWED.matcher(value).matches());
    }

    private EndpointKey(String value, boolean allowed) {
        if (value.length() > MAX_LENGTH || !allowed) {
            throw new IllegalArgumentException("endpoint key: " + value.length()
                    + " characters (expected: [METHOD ]/path[ author/plugin] of at most " + MAX_LENGTH + ")");
        }
        this.value = value;
    }

    /** One that is made of valid parts, so that only its length is left to be checked. */
    static EndpointKey ofParts(String value) {
        return new EndpointKey(value, true);
    }

    public String value() {
        return value;
    }

    /** Its class as {@link RouteDefaults} says; kept, since thousands of endpoints are looked at whenever one changes its class. */
    RequestClass usualClass() {
        RequestClass known = usual;
        if (known == null) {
            known = RouteDefaults.ofKey(value);
            usual = known;
        }
        return known;
    }

    /** Whether this is a path alone, as programs that know no routes name endpoints. */
    public boolean isPath() {
        return value.startsWith("/") && value.indexOf(' ') < 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EndpointKey key && key.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(EndpointKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
