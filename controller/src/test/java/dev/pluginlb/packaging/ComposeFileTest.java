package dev.pluginlb.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.config.ConfigLoader;
import dev.pluginlb.config.ConfigSources;
import dev.pluginlb.config.PolicyRule;
import dev.pluginlb.config.Settings;
import dev.pluginlb.policy.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker-compose.ha.yml} over the services of Dify that it touches. */
class ComposeFileTest {

    private static final Path TOP = Path.of("..");

    private final ComposeFile dify = ComposeFile.resource("dify.yaml");
    private final ComposeFile ours = ComposeFile.read(TOP.resolve("docker-compose.ha.yml"));
    private final ComposeFile both = dify.overriddenBy(ours);

    @TempDir
    Path folder;

    @Test
    void itIsWhatTheSpecificationAllows() {
        assertThat(ours.errors()).isEmpty();
        assertThat(both.errors()).isEmpty();
        assertThat(new ComposeFile(Map.of("services", Map.of("api", Map.of("imge", "x")))).errors())
                .as("the schema does look")
                .isNotEmpty();
    }

    @Test
    void theSecondDaemonIsTheFirstWithoutItsPort() {
        Map<String, Object> first = new TreeMap<>(both.service("plugin_daemon"));
        assertThat(first).isEqualTo(dify.service("plugin_daemon")).containsKey("ports");

        first.remove("ports");
        assertThat(both.service("plugin_daemon_2")).isEqualTo(first).containsKey("volumes");
    }

    @Test
    void callersAskTheFront() {
        for (String caller : List.of("api", "worker")) {
            assertThat(both.service(caller).get("environment"))
                    .asString()
                    .contains("PLUGIN_DAEMON_URL=http://pluginlb:5002", "MODE=" + caller, "REDIS_HOST=");
            assertThat(both.service(caller)).containsEntry("networks", List.of("ssrf_proxy_network", "default"));
        }
    }

    @Test
    void difysNginxFindsTheFrontUnderTheDaemonsName() {
        assertThat(both.service("nginx"))
                .containsEntry("links", List.of("pluginlb:plugin_daemon"))
                .containsEntry("ports", List.of("80:80"));
    }

    @Test
    void theFrontsVariablesAreSettings() throws IOException {
        Map<String, String> environment = new TreeMap<>();
        Pattern.compile("(PLUGINLB_[A-Z_]+)=(\\S+)")
                .matcher(Files.readString(TOP.resolve("Dockerfile")))
                .results()
                .forEach(match -> environment.put(match.group(1), match.group(2)));
        ((Map<?, ?>) ours.service("pluginlb").get("environment"))
                .forEach((name, value) ->
                        environment.put(name.toString(), value.toString().replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1")));

        Settings settings = new ConfigLoader(PolicyRule.oneOf(Policies.builtIn().names()))
                .load(ConfigSources.in(folder).withEnvironment(environment))
                .settings();

        assertThat(settings.redis().address()).hasToString("redis:6379");
        assertThat(settings.nginx().internalListen()).hasToString("0.0.0.0:5002");
        assertThat(settings.nginx().maxBody()).hasToString("600m");
    }
}
