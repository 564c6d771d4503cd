package dev.pluginlb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.config.ConfigException;
import dev.pluginlb.config.ConfigLoader;
import dev.pluginlb.config.ConfigSources;
import dev.pluginlb.disk.FileStamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RereadingTest {

    @TempDir
    Path folder;

    private final Set<String> policies = new HashSet<>(Set.of("adaptive"));
    private final Rereading rereading = new Rereading();

    /** It was parsed again once a second, for as long as nobody mended it. */
    @Test
    void whatIsRefusedForWhatStandsInItIsNotReadAgainUntilItChanges() throws IOException {
        write("health: 5");
        assertThat(readingsIn(5)).isEqualTo(1);

        write("health: {rise: 0}");
        assertThat(readingsIn(5)).isEqualTo(1);

        write("health: {rise: 1, fall: 2}");
        assertThat(readingsIn(5)).isEqualTo(1);
    }

    @Test
    void aFileThatCannotBeReadIsTriedAgain() throws IOException {
        Files.createDirectory(file());
        assertThat(readingsIn(5)).isEqualTo(4);

        Files.delete(file());
        write("health: {rise: 1}");
        assertThat(readingsIn(5)).isEqualTo(1);
    }

    @Test
    void aPolicyWhoseJarIsNotThereYetIsLookedForAgain() throws IOException {
        write("routing: {policy: ours}");
        assertThat(readingsIn(5)).isEqualTo(4);

        policies.add("ours");
        assertThat(readingsIn(5)).isEqualTo(1);
    }

    @Test
    void aFileIsNotReadWhileItIsBeingWritten() throws IOException {
        readingsIn(2);
        for (int length = 1; length < 5; length++) {
            write("#".repeat(length));
            assertThat(readingsIn(1)).isZero();
        }
        assertThat(readingsIn(5)).isEqualTo(1);
    }

    @Test
    void whatSomethingStandsAgainstIsTriedAgainEverMoreRarelyUntilNothingDoes() throws IOException {
        write("health: {rise: 1}");
        assertThat(readingsIn(3)).isEqualTo(1);

        FileStamps same = FileStamps.of(Set.of(file()));
        rereading.hindered(Instant.EPOCH);
        assertThat(rereading.isDue(same, Instant.EPOCH.plusSeconds(1))).isFalse();
        assertThat(rereading.isDue(same, Instant.EPOCH.plusSeconds(4))).isTrue();
        rereading.reads(same);
        assertThat(rereading.isDue(same, Instant.EPOCH.plusSeconds(600))).isFalse();

        for (int more = 0; more < 10; more++) {
            rereading.hindered(Instant.EPOCH);
        }
        assertThat(rereading.isDue(same, Instant.EPOCH.plusSeconds(20))).isFalse();
        assertThat(rereading.isDue(same, Instant.EPOCH.plusSeconds(60))).isTrue();

        rereading.unhindered();
        rereading.hindered(Instant.EPOCH);
        assertThat(rereading.isDue(same, Instant.EPOCH.plusSeconds(4))).isTrue();
    }

    private int readingsIn(int looks) {
        int readings = 0;
        for (int look = 0; look < looks; look++) {
            FileStamps now = FileStamps.of(Set.of(file()));
            if (rereading.isDue(now, Instant.EPOCH)) {
                rereading.reads(now);
                load();
                readings++;
            }
        }
        return readings;
    }

    private void load() {
        try {
            new ConfigLoader((name, stateDir) ->
                            policies.contains(name) ? Optional.empty() : Optional.of("one that is there"))
                    .load(ConfigSources.in(folder));
        } catch (ConfigException bad) {
            rereading.refused(bad);
        }
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file(), yaml);
    }

    private Path file() {
        return folder.resolve("pluginlb.yaml");
    }
}
