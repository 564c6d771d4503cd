package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an Nginx whose Lua module is a file, as on Debian. */
class LuaModuleTest {

    @TempDir
    Path folder;

    /** There is no such upstream before the first release, which waited for this trial. */
    @Test
    void aFileThatSendsRequestsToAnUpstreamOfOursTakesLua() throws IOException {
        assertThat(tryOut(modules(), "server { location / { proxy_pass http://dify_plugin_daemon_servers; } }")
                        .succeeded())
                .isTrue();
    }

    /** It would else be given another driver, or none, because of a slip that is mended a minute later. */
    @Test
    void aFileThatSomebodyHasBrokenTakesLuaAllTheSame() throws IOException {
        assertThat(tryOut(modules(), "server { lisen 80; }").succeeded()).isTrue();
    }

    @Test
    void aModuleThatAnIncludedFileLoadsIsFound() throws IOException {
        Files.writeString(folder.resolve("modules.inc"), modules());

        assertThat(tryOut("include modules.inc;\n", "server { lisen 80; }").succeeded())
                .isTrue();
    }

    @Test
    void withoutTheModuleNginxSaysSoWhateverElseIsWrong() throws IOException {
        for (String server : new String[] {"", "server { lisen 80; }"}) {
            Nginx.Answer answer = tryOut("# " + modules().replace("\n", " "), server);

            assertThat(answer.succeeded()).isFalse();
            assertThat(answer.words()).contains("unknown directive \"lua_shared_dict\"");
        }
    }

    private Nginx.Answer tryOut(String top, String server) throws IOException {
        Path main = Files.writeString(folder.resolve("nginx.conf"), """
                %s
                pid %s/nginx.pid;
                events {}
                http {
                    %s
                    include %s/current/*.conf;
                }
                """.formatted(top, folder, server, folder));
        return LuaModule.tryOut(nginx(), new MainFile(main, folder.resolve("current")));
    }

    private String modules() {
        return String.join("\n", LuaModule.directives(nginx()));
    }

    private Nginx nginx() {
        return new Nginx("nginx", Optional.of(folder), folder.resolve("nginx.conf"), Duration.ofSeconds(30));
    }
}
