package dev.pluginlb.admin;

import java.util.Map;

/** What every answer tells browsers: not to keep it, not to take it for another type, not to run, frame or embed it. */
final class SafeHeaders {

    /** The dashboard's own files say what of it may run. */
    static final Map<String, String> ALL = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff");

    private SafeHeaders() {}
}
