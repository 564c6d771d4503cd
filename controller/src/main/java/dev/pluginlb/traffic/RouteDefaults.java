package dev.pluginlb.traffic;

import java.util.regex.Pattern;

/**
 * Which class an endpoint has while nothing is known of it: long if its route usually takes seconds to minutes in the
 * official daemon, else short. So the first call of a language model is not treated as short.
 *
 * <p>By key, and in the same words for Nginx. A key that is a path alone ({@link KeyForm#PATH}) tells no route, so it is
 * short; with {@code min-samples} and {@code exit-ratio} of 1 that form is the plain rule of the mean.
 */
public final class RouteDefaults {

    /** What the keys of long routes fit. */
    public static final String LONG = "^(?:\\* /e/:hook_id\\z"
            + "|POST /(?:plugin/:tenant_id|v2/invoke)/dispatch/"
            + "(?:(?:llm|agent_strategy|tool|tts|speech2text)/invoke"
            + "|datasource/(?!validate_)[^ /]+"
            + "|trigger/(?:invoke|dispatch)_event"
            + "|model/polling/[^ /]+)(?: |\\z)"
            + "|POST /plugin/:tenant_id/management/install/upload/(?:package|bundle)(?: |\\z))";

    private static final Pattern PATTERN = Expressions.compile(LONG);

    private RouteDefaults() {}

    public static RequestClass of(EndpointKey endpoint) {
        return endpoint.usualClass();
    }

    static RequestClass ofKey(String key) {
        return PATTERN.matcher(key).find() ? RequestClass.LONG : RequestClass.SHORT;
    }
}
