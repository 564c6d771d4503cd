package dev.pluginlb.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.control.KnownCluster;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.policy.PlanMemory;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.testing.GivenFront;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.testing.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whatever stands in {@code state-dir}, or is given to {@code render --snapshot}: one input is a cluster and, after a form feed, a
 * history. What can be read can be written and read again; a cluster makes a config, or is refused in words.
 */
public final class DocumentFuzzer implements AutoCloseable {

    private static final Renderer RENDERER = new Renderer(GivenFront.fixed(), Optional.empty());

    private final ScratchFolder folder = new ScratchFolder();

    /** By this name Jazzer finds it. */
    public static void fuzzerTestOneInput(byte[] input) {
        Shared.FUZZER.use(input);
    }

    /** For as long as Jazzer's process lives. */
    private static final class Shared {
        private static final DocumentFuzzer FUZZER = new DocumentFuzzer();
    }

    void use(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\f') < 0 ? input.length : text.indexOf('\f');
        folder.write("cluster.json", Arrays.copyOf(input, end));
        folder.write("history.json", Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length));
        readAndWriteAgain();
        render(new String(input, 0, end, StandardCharsets.UTF_8));
    }

    private void readAndWriteAgain() {
        StateFolder state = state();
        KnownCluster known = state.cluster();
        List<ReleaseRecord> history = state.history();
        Optional<String> pinned = state.pinned();
        state.save(known);
        state.save(history, pinned);
        assertThat(state.cluster()).isEqualTo(known);
        assertThat(state.history()).isEqualTo(history);
        assertThat(state.pinned()).isEqualTo(pinned);
    }

    private static void render(String document) {
        Situation situation;
        try {
            situation = ClusterDocument.parse(document).situation();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).contains("expected");
            return;
        }
        RoutingPlan plan = GivenPlan.planner("two-tier")
                .decide(situation, PlanMemory.EMPTY, Instant.EPOCH)
                .plan();
        assertThat(RENDERER.render(plan).text()).matches("[\\x20-\\x7e\\n]*");
    }

    private StateFolder state() {
        try {
            return new StateFolder(folder.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
