package dev.pluginlb.nginx;

import dev.pluginlb.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Nginx's Lua module, as a program and its main file have it.
 *
 * @see <a href="https://github.com/openresty/lua-nginx-module">lua-nginx-module</a>
 */
public final class LuaModule {

    private static final List<String> FILES = List.of("ndk_http_module.so", "ngx_http_lua_module.so");
    private static final String DIRECTIVE = "lua_shared_dict";
    private static final String TRIAL = DIRECTIVE + " pluginlb_trial 64k;\n";
    private static final String UNKNOWN = "unknown directive \"" + DIRECTIVE + "\"";

    private LuaModule() {}

    /** The directives that load it, for a main file of our own; none where it is built in, or is not there as files. */
    public static List<String> directives(Nginx nginx) {
        return ModuleFiles.directives(nginx, FILES);
    }

    /**
     * Whether an Nginx with that main file takes Lua; Nginx's words say why not. Touches nothing that is there.
     *
     * <p>The file may be refused for another reason: it sends requests to an upstream of ours, of which there is none yet, or
     * somebody has broken it and will mend it. Then the modules that it loads are tried out alone.
     */
    public static Nginx.Answer tryOut(Nginx nginx, MainFile main) throws IOException {
        Path scratch = Files.createTempDirectory("pluginlb-lua-");
        try {
            Path release = Files.createDirectory(scratch.resolve("release"));
            // A main file may name what is in each release.
            Files.writeString(release.resolve("servers.conf"), TRIAL);
            Nginx.Answer whole = nginx.test(main.shadow(release, scratch.resolve("shadow")));
            boolean isKnown = whole.succeeded() || whole.words().contains(UNKNOWN);
            return isKnown ? whole : nginx.test(modulesOf(main, scratch));
        } finally {
            Disk.delete(scratch);
        }
    }

    private static Path modulesOf(MainFile main, Path scratch) throws IOException {
        String modules = main.arguments("load_module").stream()
                .map("load_module \"%s\";%n"::formatted)
                .collect(Collectors.joining());
        String rest = "pid %s/nginx.pid;%nevents {}%nhttp {%n%s}%n".formatted(scratch, TRIAL);
        return Files.writeString(scratch.resolve("modules.conf"), modules + rest);
    }

    /** The text of a main file with the module loaded. */
    public static String withModule(String main, List<String> directives) {
        return ModuleFiles.loaded(main, directives);
    }
}
