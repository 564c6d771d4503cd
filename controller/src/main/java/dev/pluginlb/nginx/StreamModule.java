package dev.pluginlb.nginx;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Nginx's stream module, which TCP pools need; a file on Debian, built in elsewhere.
 *
 * @see <a href="https://nginx.org/en/docs/stream/ngx_stream_core_module.html">ngx_stream_core_module</a>
 */
public final class StreamModule {

    /** What to do where it is missing. */
    public static final String MEND =
            "install it, on Debian the package libnginx-mod-stream, or leave the tcp pools out";

    private static final List<String> FILES = List.of("ngx_stream_module.so");
    private static final Pattern BUILT_IN = Pattern.compile("(?:^|\\s)--with-stream(?:\\s|$)");

    private StreamModule() {}

    /** The text of a main file of our own with a stream block, and with the module loaded where it is a file. */
    public static String withStream(String main, String block, Nginx nginx) {
        return ModuleFiles.loaded(main + block, ModuleFiles.directives(nginx, FILES));
    }

    /** Whether this Nginx has it, as a file or built in. */
    public static boolean isPartOf(Nginx nginx) {
        return !ModuleFiles.directives(nginx, FILES).isEmpty()
                || BUILT_IN.matcher(nginx.buildOptions()).find();
    }
}
