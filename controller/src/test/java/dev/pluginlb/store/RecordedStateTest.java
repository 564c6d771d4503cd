package dev.pluginlb.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.control.KnownCluster;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.testing.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An upgrade finds the files of the former version, and a step back those of a newer one. {@code recorded} is as written by the
 * first version; {@code newer} has fields, states and results that nobody knows yet.
 */
class RecordedStateTest {

    private static final Path FILES = Path.of("src/test/resources/state");
    private static final Instant NOON = Instant.parse("2026-01-01T00:00:00Z");
    private static final Address DRAINED = Address.parse("10.0.0.1:5002");
    private static final Address MAIN = Address.parse("10.0.0.2:5002");

    private static final KnownCluster CLUSTER = new KnownCluster(
                    List.of(heartbeat("n1", DRAINED, 100), heartbeat("n2", MAIN, 70)),
                    Optional.of(MAIN),
                    Map.of(DRAINED, new Drain("ada", NOON, "new disk")))
            .with(Map.of(Address.parse("sandbox.internal:8194"), List.of(Address.parse("10.0.0.5:8194"))));
    private static final String PINNED = "00000000000000aa";
    private static final List<ReleaseRecord> HISTORY = List.of(
            new ReleaseRecord(
                    NOON.plusSeconds(60),
                    "00000000000000bb",
                    "a node joined",
                    Optional.empty(),
                    Result.REFUSED,
                    "unknown directive",
                    12),
            new ReleaseRecord(NOON, PINNED, "the first", Optional.empty(), Result.PROVEN, "", 210));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"recorded", "newer"})
    void theClusterIsKnownWithItsMainNodeItsDrainsAndItsNames(String version) throws IOException {
        assertThat(stateOf(version).cluster()).isEqualTo(CLUSTER);
    }

    /** One result that was not known cost the whole history, and the pin of an operator's rollback with it. */
    @ParameterizedTest
    @ValueSource(strings = {"recorded", "newer"})
    void theAttemptsThatAreUnderstoodAreKnownAndThePinHolds(String version) throws IOException {
        StateFolder state = stateOf(version);

        assertThat(state.history()).isEqualTo(HISTORY);
        assertThat(state.pinned()).contains(PINNED);
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeInThePlaceOfAFileCostsItsContentAndNobodyWaitsForIt() throws IOException {
        Pipe.at(folder.resolve("cluster.json"));
        StateFolder state = new StateFolder(folder);

        assertThat(state.cluster()).isEqualTo(KnownCluster.NONE);
        state.save(CLUSTER);
        assertThat(state.cluster()).isEqualTo(CLUSTER);
    }

    /** Whoever changes the format records the new one beside the old one, which must still be read. */
    @Test
    void theFilesAreStillWrittenAsRecorded() throws IOException {
        StateFolder state = new StateFolder(folder);
        state.save(CLUSTER);
        state.save(HISTORY, Optional.of(PINNED));

        for (String file : List.of("cluster.json", "history.json")) {
            assertThat(folder.resolve(file)).hasSameTextualContentAs(FILES.resolve("recorded/" + file));
        }
    }

    /** Else the next roll-back after a restart would lead to where the last one began. */
    @Test
    void thatAReleaseWasGoneBackToIsKnownAfterARestart() throws IOException {
        List<ReleaseRecord> back = List.of(new ReleaseRecord(
                NOON, PINNED, "rolled back", Optional.of("00000000000000bb"), Result.PROVEN, "", 210));
        new StateFolder(folder).save(back, Optional.of(PINNED));

        assertThat(new StateFolder(folder).history()).isEqualTo(back);
    }

    private StateFolder stateOf(String version) throws IOException {
        for (String file : List.of("cluster.json", "history.json")) {
            Files.copy(FILES.resolve(version).resolve(file), folder.resolve(file));
        }
        return new StateFolder(folder);
    }

    private static Heartbeat heartbeat(String id, Address address, int weight) {
        return new Heartbeat(new NodeId(id), Source.DAEMON, List.of(address), 0, weight);
    }
}
