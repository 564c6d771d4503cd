package dev.pluginlb.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.nginx.LiveWatch;
import dev.pluginlb.render.RenderedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator asks the loop for: reloads, and releases that are pinned. */
class OperatorWishesTest {

    @Test
    void aForcedReloadIsDoneAtOnceAndItsFutureGetsTheOutcome() {
        Given given = Given.live(2);
        CompletableFuture<ApplyOutcome> wish = new CompletableFuture<>();

        given.gets(new Input.Reload(wish)).turns(1);
        assertThat(given.attempts()).isEqualTo(2);
        assertThat(wish).isNotDone();
        given.ends(Result.PROVEN);

        assertThat(wish).isCompletedWithValueMatching(ApplyOutcome::isProven);
        assertThat(given.effects.forgotTemplates).isEqualTo(1);
        assertThat(given.state().history().get(0).reason()).startsWith("asked for by an operator");
    }

    @Test
    void aReloadAskedForDuringAnAttemptGetsOneOfItsOwn() {
        Given given = Given.nodes(2).passes(1);
        CompletableFuture<ApplyOutcome> wish = new CompletableFuture<>();

        given.gets(new Input.Reload(wish)).passes(5);
        assertThat(given.attempts()).isEqualTo(1);
        given.ends(Result.PROVEN);
        assertThat(wish).isNotDone();
        assertThat(given.attempts()).isEqualTo(2);

        given.ends(Result.REFUSED);
        assertThat(wish).isCompletedWithValueMatching(outcome -> outcome.result() == Result.REFUSED);
    }

    @Test
    void aReloadThatCannotBeRenderedFailsAndTheOldConfigIsNotAppliedForIt(@TempDir Path overrides) throws IOException {
        Given given =
                Given.with("round-robin", 2, Optional.of(overrides)).passes(1).ends(Result.PROVEN);
        CompletableFuture<ApplyOutcome> wish = new CompletableFuture<>();
        Files.writeString(overrides.resolve("control.conf.ftl"), "<#if>");

        given.gets(new Input.Reload(wish)).turns(1);

        assertThat(wish)
                .isCompletedWithValueMatching(outcome ->
                        outcome.result() == Result.FAILED && outcome.words().contains("control.conf.ftl:1"));
        assertThat(given.attempts()).isEqualTo(1);
    }

    @Test
    void aPinnedReleaseThatIsAlreadyLiveAfterARestartIsNotAppliedAgain() {
        RenderedConfig release = release();
        Given restarted = Given.nodes(2);
        restarted.loop.restore(KnownCluster.NONE, List.of(), Optional.of(release), restarted.now());

        restarted
                .gets(look(release.version()))
                .passes(1)
                .gets(look(release.version()))
                .passes(60);

        assertThat(restarted.attempts()).isZero();
        assertThat(restarted.state().deployment().pinned()).contains(release.version());
        assertThat(restarted.state().deployment().proven()).isTrue();
    }

    @Test
    void aPinnedReleaseStaysWhateverTheClusterDoesUntilItIsUnpinned() {
        Given given = Given.live(2);
        RenderedConfig release = release();
        CompletableFuture<ApplyOutcome> pin = new CompletableFuture<>();

        given.gets(new Input.Pin(release, pin)).turns(1).ends(Result.PROVEN);
        assertThat(pin).isDone();
        assertThat(given.last()).isEqualTo(release);
        assertThat(given.effects.rememberedPins.get(given.effects.rememberedPins.size() - 1))
                .contains(release.version());
        assertThat(given.grows(3).passes(30).attempts()).isEqualTo(2);

        CompletableFuture<ApplyOutcome> unpin = new CompletableFuture<>();
        given.gets(new Input.Unpin(unpin)).turns(1);
        assertThat(given.last().text()).contains("10.0.0.3:5002");
        given.ends(Result.PROVEN);
        assertThat(unpin).isDone();
        assertThat(given.state().deployment().pinned()).isEmpty();
    }

    /** A roll-back right after a start went to the release from before the first node was up, and each request was answered 502. */
    @Test
    void toPinAReleaseThatServesNobodyIsRefused() {
        Given given = Given.live(2);
        CompletableFuture<ApplyOutcome> pin = new CompletableFuture<>();
        RenderedConfig nobody = release()
                .with("upstreams.conf", "upstream dify_plugin_daemon_servers {\n    server 127.0.0.1:1 down;\n}\n");

        given.gets(new Input.Pin(nobody, pin)).turns(1);

        assertThat(pin)
                .isCompletedWithValueMatching(outcome ->
                        outcome.result() == Result.FAILED && outcome.words().contains("nobody would serve"));
        assertThat(given.state().deployment().pinned()).isEmpty();
        assertThat(given.attempts()).isEqualTo(1);
    }

    @Test
    void toUnpinWhereNothingIsPinnedAppliesNothing() {
        Given given = Given.live(2);
        int before = given.attempts();
        CompletableFuture<ApplyOutcome> unpin = new CompletableFuture<>();

        given.gets(new Input.Unpin(unpin)).turns(1);

        assertThat(unpin)
                .isCompletedWithValueMatching(
                        outcome -> outcome.isProven() && outcome.words().equals("nothing was pinned"));
        assertThat(given.passes(10).attempts()).isEqualTo(before);
    }

    /** It named what had changed since the last release that was made, also where that had been in effect for long. */
    @Test
    void theReasonOfAReleaseNamesWhatChangedSinceTheLast() {
        Given given = Given.live(2);
        String first = given.last().version();

        given.gets(new Input.Pin(release(), new CompletableFuture<>())).turns(1).ends(Result.PROVEN);
        given.gets(new Input.Reload(new CompletableFuture<>())).turns(1).ends(Result.PROVEN);
        given.gets(new Input.Unpin(new CompletableFuture<>())).turns(1).ends(Result.FAILED);
        given.passes(10).ends(Result.PROVEN);
        given.gets(new Input.Reload(new CompletableFuture<>())).turns(1).ends(Result.PROVEN);
        given.grows(3).passes(10).ends(Result.PROVEN);

        assertThat(given.state().history())
                .extracting(ReleaseRecord::reason)
                .containsExactly(
                        "+10.0.0.3:5002",
                        "asked for by an operator",
                        "follows the plan again, as an operator asked for",
                        "follows the plan again, as an operator asked for",
                        "asked for by an operator; still pinned by an operator",
                        "rolled back from " + first + " to 00000000000000aa, pinned by an operator",
                        "first config of this run");
    }

    @Test
    void theFirstConfigAfterOtherSettingsIsForThem() {
        Given given = Given.nodes(2);
        given.loop.succeed("configuration: nginx.read-timeout");

        given.passes(1).ends(Result.PROVEN);

        assertThat(given.state().history().get(0).reason()).isEqualTo("configuration: nginx.read-timeout");
    }

    private static Input look(String version) {
        return new Input.Looked(new LiveWatch.Look(
                Given.BEGIN.plusMillis(50), Optional.of(version), Optional.of(version), Set.of(), Optional.empty()));
    }

    private static RenderedConfig release() {
        return new RenderedConfig("00000000000000aa", new TreeMap<>(Map.of("a.conf", "# old")));
    }
}
