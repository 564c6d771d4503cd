package dev.pluginlb.admin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The dashboard: one page and the files it loads, all from the jar.
 *
 * <p>Files are asked for anew each time and cost nothing while their hash is the same, so that a page never runs with scripts of
 * another version of pluginlb. The page may load and ask nothing but this server, run nothing that is not a file of it, and make
 * no HTML of any value: the browser itself sees to that.
 */
final class DashboardRoutes {

    static final String FOLDER = "/dashboard/";
    private static final String PAGE = "index.html";
    /** Small letters, and no dot but that of the ending: nothing that could leave the folder. */
    private static final Pattern NAME = Pattern.compile("(?:[a-z-]+/){0,2}[a-z-]+\\.(html|css|js|svg)");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html");

    void addTo(RoutesConfig routes) {
        routes.get("/", ctx -> answer(ctx, PAGE));
        routes.get(FOLDER + "<name>", ctx -> answer(ctx, ctx.pathParam("name")));
    }

    private static void answer(Context ctx, String name) throws IOException {
        byte[] content = read(name);
        String tag = '"' + hash(content) + '"';
        ctx.header("Cache-Control", "no-cache");
        ctx.header("ETag", tag);
        ctx.header("Content-Security-Policy", POLICY);
        if (tag.equals(ctx.header("If-None-Match"))) {
            ctx.status(HttpStatus.NOT_MODIFIED);
        } else {
            ctx.contentType(TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain"));
            ctx.result(content);
        }
    }

    private static byte[] read(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new NotFoundResponse("no such file of the dashboard");
        }
        try (InputStream file = DashboardRoutes.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new NotFoundResponse("no such file of the dashboard");
            }
            return file.readAllBytes();
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
