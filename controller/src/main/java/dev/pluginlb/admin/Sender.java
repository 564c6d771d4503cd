package dev.pluginlb.admin;

import dev.pluginlb.cluster.Ip;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of others away that run in the browser of somebody who can reach this server.
 *
 * <p>Such a page may give its own name the address of this server (DNS rebinding): so a request must name the server by an address,
 * or as localhost. And it may send requests here by address: the browser says with each where it comes from. What no browser has
 * sent says nothing of the kind, and passes.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
final class Sender {

    private static final Pattern HOST = Pattern.compile("(\\[[^\\]]{1,64}]|[^:\\[\\]]{1,255})(?::[0-9]{1,5})?");
    private static final String LOCALHOST = "localhost";
    /** The page itself, and what somebody has typed or bookmarked. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private Sender() {}

    /**
     * @param reading whether the request changes nothing
     * @param reach by which names this server may be called
     * @throws HttpResponseException if it comes from a page of somebody else
     */
    static void check(Context ctx, boolean reading, Door.Reach reach) {
        String host = ctx.header("Host");
        if (host != null && !reach.isKnownByName() && !isAddress(host)) {
            throw new HttpResponseException(
                    HttpStatus.MISDIRECTED_REQUEST.getCode(),
                    "Host: a name (expected: an address or localhost; a proxy before the admin API must send one of these)");
        }
        boolean own = Optional.ofNullable(ctx.header("Sec-Fetch-Site"))
                .map(site -> OWN.contains(site) || (reading && isLink(ctx)))
                .orElseGet(() -> isOwnOrigin(ctx, host));
        if (!own) {
            throw new HttpResponseException(
                    HttpStatus.FORBIDDEN.getCode(), "pages of other servers get nothing from here");
        }
    }

    private static boolean isAddress(String host) {
        Matcher parts = HOST.matcher(host);
        return parts.matches() && (parts.group(1).equalsIgnoreCase(LOCALHOST) || isIp(parts.group(1)));
    }

    private static boolean isIp(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return Ip.parse(bare).isPresent();
    }

    /** Somebody follows a link to the dashboard: the page that it stands on does not see what it leads to. */
    private static boolean isLink(Context ctx) {
        return "navigate".equals(ctx.header("Sec-Fetch-Mode")) && "document".equals(ctx.header("Sec-Fetch-Dest"));
    }

    /** For browsers that do not send the newer headers, or not to this address: an origin must be where the request goes. */
    private static boolean isOwnOrigin(Context ctx, @Nullable String host) {
        String origin = ctx.header("Origin");
        return origin == null || origin.equals("http://" + host) || origin.equals("https://" + host);
    }
}
