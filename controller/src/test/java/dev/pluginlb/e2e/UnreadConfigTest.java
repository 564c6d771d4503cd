package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.Wired;
import dev.pluginlb.cli.Program;
import dev.pluginlb.config.ConfigLoader;
import dev.pluginlb.config.ConfigSources;
import dev.pluginlb.config.EffectiveConfig;
import dev.pluginlb.config.PolicyRule;
import dev.pluginlb.testing.Pipe;
import dev.pluginlb.testing.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that changes just when it cannot be opened, for want of a file handle: its name and its stamps are as they should be. */
class UnreadConfigTest {

    @TempDir
    Path folder;

    private final AtomicBoolean unreadable = new AtomicBoolean();

    @Test
    void aChangeThatCouldNotBeReadIsReadAsSoonAsThatIsPossible() throws Exception {
        try (Cluster cluster = Cluster.in(folder)) {
            Path config = write(cluster.set("health.fall", "3"));
            try (Program.Running controller = Wired.program().start(() -> load(config))) {
                awaitFall(cluster, "3");
                unreadable.set(true);
                write(cluster.set("health.fall", "7"));
                await().atMost(Cluster.DEADLINE).until(() -> refused(cluster).contains("pluginlb-run.yaml"));
                assertThat(fall(cluster)).isEqualTo("3");

                unreadable.set(false);
                awaitFall(cluster, "7");
                assertThat(refused(cluster)).isEqualTo("[]");
                assertThat(controller).isNotNull();
            }
        }
    }

    /** The controller waited for somebody to write into it, said that all was well, and read no change any more. */
    @Test
    void aPipeInThePlaceOfTheFileOrOfTheTokenIsRefusedUntilThereIsAFileAgain() throws Exception {
        try (Cluster cluster = Cluster.in(folder)) {
            Path token = Files.writeString(folder.resolve("token"), Cluster.TOKEN);
            cluster.set("admin.token", "").set("admin.token-file", token.toString());
            Path config = write(cluster.set("health.fall", "3"));
            ConfigLoader loader = new ConfigLoader(PolicyRule.oneOf(Set.of("adaptive")));
            ConfigSources sources = ConfigSources.in(folder).withConfigFile(config);
            try (Program.Running controller = Wired.program().start(() -> loader.load(sources))) {
                awaitFall(cluster, "3");
                Pipe.at(config);
                await().atMost(Cluster.DEADLINE)
                        .until(() -> refused(cluster).contains(config + " (expected: a regular, readable"));

                Files.delete(config);
                write(cluster.set("health.fall", "7"));
                awaitFall(cluster, "7");
                Pipe.at(token);
                await().atMost(Cluster.DEADLINE).until(() -> refused(cluster).contains(token + ": it is a pipe"));

                Files.delete(token);
                Files.writeString(token, Cluster.TOKEN);
                await().atMost(Cluster.DEADLINE).until(() -> refused(cluster).equals("[]"));
                assertThat(controller).isNotNull();
            }
        }
    }

    private Path write(Cluster cluster) {
        return SettingsFile.write(folder, cluster.settings());
    }

    /** Renamed to and fro it has the same stamps as before. */
    private EffectiveConfig load(Path config) {
        ConfigLoader loader = new ConfigLoader(PolicyRule.oneOf(Set.of("adaptive")));
        ConfigSources sources = ConfigSources.in(folder).withConfigFile(config);
        if (!unreadable.get()) {
            return loader.load(sources);
        }
        Path away = config.resolveSibling("away.yaml");
        try {
            Files.move(config, away);
            try {
                return loader.load(sources);
            } finally {
                Files.move(away, config);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitFall(Cluster cluster, String value) {
        await().atMost(Cluster.DEADLINE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(fall(cluster)).isEqualTo(value));
    }

    private static String refused(Cluster cluster) {
        return cluster.admin().status().path("config_refused").toString();
    }

    private static String fall(Cluster cluster) {
        JsonNode rows = cluster.admin().door().get("/api/v1/config").json().path("config");
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.path("key").asText().equals("health.fall"))
                .map(row -> row.path("value").asText())
                .findFirst()
                .orElseThrow();
    }
}
