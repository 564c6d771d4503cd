package dev.pluginlb.nginx;

import dev.pluginlb.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Nginx's Lua module, as a program and its main file have it.
 *
 * @see <a href="https://github.com/openresty/lua-nginx-module">lua-nginx-module</a>
 */
public final class LuaModule {

    private static final List<String> FILES = List.of("ndk_http_module.so", "ngx_http_lua_module.so");
    private static final String TRIAL = "lua_shared_dict pluginlb_trial 64k;\n";

    private LuaModule() {}

    /** The directives that load it, for a main file of our own; none where it is built in, or is not there as files. */
    public static List<String> directives(Nginx nginx) {
        return ModuleFiles.directives(nginx, FILES);
    }

    /** Whether an Nginx with that main file takes Lua; Nginx's words say why not. Touches nothing that is there. */
    public static Nginx.Answer tryOut(Nginx nginx, MainFile main) throws IOException {
        Path scratch = Files.createTempDirectory("pluginlb-lua-");
        try {
            Path release = Files.createDirectory(scratch.resolve("release"));
            // A main file may name what is in each release.
            Files.writeString(release.resolve("servers.conf"), TRIAL);
            return nginx.test(main.shadow(release, scratch.resolve("shadow")));
        } finally {
            Disk.delete(scratch);
        }
    }

    /** The text of a main file with the module loaded. */
    public static String withModule(String main, List<String> directives) {
        return ModuleFiles.loaded(main, directives);
    }
}
