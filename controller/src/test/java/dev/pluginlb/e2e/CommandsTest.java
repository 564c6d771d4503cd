package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.e2e.Terminal.Ended;
import dev.pluginlb.testing.SettingsFile;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator before a running controller. */
class CommandsTest {

    @TempDir
    Path folder;

    @Test
    void aReloadIsDoneWhenItIsProven() {
        try (Cluster cluster = Cluster.in(folder).start(2)) {
            assertThat(cluster.terminal().type("reload"))
                    .isEqualTo(new Ended(0, cluster.admin().wanted() + " is live\n", ""));
            assertThat(cluster.terminal().type("status").out()).startsWith("ALL IS WELL: 2 of 2 nodes up");
            assertThat(cluster.terminal().type("diff").out()).startsWith("no difference: ");
            Path config = SettingsFile.write(folder, cluster.settings());
            assertThat(cluster.terminal().type("check --config " + config).out())
                    .containsPattern("its master process \\(pid [0-9]+\\) takes signals of this user");
        }
    }

    @Test
    void aRollbackStaysUntilItIsTakenBack() {
        try (Cluster cluster = Cluster.in(folder).start(2)) {
            String former = cluster.admin().live();
            cluster.join();
            cluster.awaitServing(3);

            assertThat(cluster.terminal().type("rollback").out()).startsWith(former + " is live and pinned");
            cluster.join();
            await().atMost(Cluster.DEADLINE).until(() -> cluster.admin().up() == 4);
            assertThat(cluster.admin().live()).isEqualTo(former);
            assertThat(cluster.servers()).hasSize(2);
            assertThat(cluster.terminal().type("status").out()).contains("pinned to " + former);

            assertThat(cluster.terminal().type("rollback --resume").code()).isZero();
            cluster.awaitServing(4);
            assertThat(cluster.terminal().type("history").out()).contains("proven", "rolled back from ");
        }
    }

    @Test
    void aBrokenTemplateLeavesTheLastConfigServingAndIsNamedByFileAndLine() throws IOException {
        Overrides overrides = Overrides.in(folder.resolve("templates"));
        try (Cluster cluster = Cluster.in(folder)
                .set("nginx.templates", overrides.folder().toString())
                .start(2)) {
            String before = cluster.admin().live();
            overrides.append("upstreams.conf.ftl", "<#if broken\n");
            Ended reload = cluster.terminal().type("reload");
            assertThat(reload.code()).isEqualTo(1);
            assertThat(reload.err()).contains("upstreams.conf.ftl:");
            cluster.join();
            await().atMost(Cluster.DEADLINE).until(() -> cluster.admin().up() == 3);
            assertThat(cluster.admin().reasons()).contains("upstreams.conf.ftl:");

            assertThat(cluster.admin().live()).isEqualTo(before);
            assertThat(cluster.internal().call().status()).isEqualTo(200);
            overrides.remove("upstreams.conf.ftl");
            assertThat(cluster.terminal().type("reload").code()).isZero();
            cluster.awaitServing(3);
        }
    }

    @Test
    void whatNginxRefusesIsToldInItsOwnWordsAndChangesNothing() throws IOException {
        Overrides overrides = Overrides.in(folder.resolve("templates"));
        try (Cluster cluster = Cluster.in(folder)
                .set("nginx.templates", overrides.folder().toString())
                .start(2)) {
            overrides.append("upstreams.conf.ftl", "no_such_directive on;\n");

            Ended reload = cluster.terminal().type("reload");

            assertThat(reload.code()).isEqualTo(4);
            assertThat(reload.err()).contains("unknown directive \"no_such_directive\"");
            assertThat(cluster.internal().call().status()).isEqualTo(200);
            assertThat(cluster.nginx().test().succeeded()).isTrue();
        }
    }

    @Test
    void nobodyToAskIsAnExitCodeOfItsOwn() {
        try (Cluster cluster = Cluster.in(folder)) {
            assertThat(cluster.terminal().type("status").code()).isEqualTo(3);
        }
    }
}
