package dev.pluginlb.cli;

import static dev.pluginlb.admin.GivenReleases.attempt;
import static dev.pluginlb.admin.GivenReleases.outcome;
import static dev.pluginlb.admin.GivenReleases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WishingCommandsTest extends BeforeAServer {

    @Test
    void aReloadThatIsProvenIsDone() {
        admin.controller.endWith(Result.PROVEN, "aaaa", "served");

        assertThat(shell.run("reload")).isEqualTo(new Shell.Ended(0, "aaaa is live\n", ""));
        assertThat(admin.controller.wishes()).containsExactly("reload");
    }

    @Test
    void aReloadEndsWithItsOutcomeAndNotBefore() {
        CompletableFuture<ApplyOutcome> end = new CompletableFuture<>();
        admin.controller.endWith(end);
        CompletableFuture<Shell.Ended> reload = CompletableFuture.supplyAsync(() -> shell.run("reload"));
        await().until(() -> !admin.controller.wishes().isEmpty());
        assertThat(reload).isNotDone();

        end.complete(outcome(Result.PROVEN, "aaaa", "served"));

        assertThat(reload.join().code()).isZero();
        assertThat(admin.controller.wishes()).containsExactly("reload");
    }

    @Test
    void whatNginxRefusesIsPrintedInItsOwnWords() {
        admin.controller.endWith(Result.REFUSED, "aaaa", "nginx: [emerg] unknown directive\u001b[2J\nin x.conf:3");

        Shell.Ended ended = shell.run("reload");

        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isEqualTo("""
                        pluginlb: Nginx refused aaaa, nothing was changed:
                        nginx: [emerg] unknown directive?[2J
                        in x.conf:3
                        """);
    }

    @ParameterizedTest
    @CsvSource({"NOT_LIVE, not live", "NOT_RUNNING, not running", "FAILED, failed"})
    void whatDoesNotGoLiveHasFailed(Result result, String words) {
        admin.controller.endWith(result, "aaaa", "for a reason");

        assertThat(shell.run("reload"))
                .isEqualTo(new Shell.Ended(1, "", "pluginlb: aaaa " + words + ": for a reason\n"));
    }

    @Test
    void anOutcomeThatDoesNotComeIsNotWaitedForForEver() {
        Shell.Ended ended = shell.run("reload", "--timeout", "20ms");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).startsWith("pluginlb: no outcome within 20 ms; it may still come");
    }

    @Test
    void aStoppingControllerFailsAReload() {
        admin.controller.endWith(CompletableFuture.failedFuture(new RejectedExecutionException("stopped")));

        Shell.Ended ended = shell.run("reload");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("takes no wishes now");
    }

    @Test
    void aWishThatIsDroppedWhileWaitingHasFailed() {
        CompletableFuture<ApplyOutcome> end = new CompletableFuture<>();
        admin.controller.endWith(end);
        CompletableFuture<Shell.Ended> reload = CompletableFuture.supplyAsync(() -> shell.run("reload"));
        await().until(() -> !admin.controller.wishes().isEmpty());

        end.completeExceptionally(new RejectedExecutionException("stopped"));

        assertThat(reload.join().code()).isEqualTo(1);
        assertThat(reload.join().err()).contains("starting or stopping");
    }

    @Test
    void aRollbackGoesToTheReleaseThatIsNamed() {
        admin.controller.onDisk(release("aaaa"));
        admin.controller.endWith(Result.PROVEN, "aaaa", "served");

        assertThat(shell.run("rollback", "aaaa"))
                .isEqualTo(new Shell.Ended(0, "aaaa is live and pinned until 'pluginlb rollback --resume'\n", ""));
        assertThat(admin.controller.wishes()).containsExactly("pin aaaa");
    }

    @Test
    void aRollbackWithoutAVersionGoesToThePreviousOne() {
        admin.controller.live(release("bbbb"), attempt("bbbb", Result.PROVEN, ""), attempt("aaaa", Result.PROVEN, ""));
        admin.controller.onDisk(release("aaaa"));
        admin.controller.endWith(Result.PROVEN, "aaaa", "served");

        assertThat(shell.run("rollback").code()).isZero();
        assertThat(admin.controller.wishes()).containsExactly("pin aaaa");
    }

    @Test
    void aRollbackIsTakenBack() {
        admin.controller.deployment(
                new DeploymentState(
                        Optional.of("aaaa"), Optional.of("aaaa"), true, Optional.of("aaaa"), Optional.empty(), 0, ""),
                release("aaaa"));
        admin.controller.endWith(Result.PROVEN, "bbbb", "served");

        assertThat(shell.run("rollback", "--resume"))
                .isEqualTo(new Shell.Ended(0, "bbbb is live, the plan is followed again\n", ""));
        assertThat(admin.controller.wishes()).containsExactly("unpin");
    }

    @Test
    void whereNothingIsPinnedNothingIsWishedFor() {
        admin.controller.live(release("bbbb"));

        assertThat(shell.run("rollback", "--resume"))
                .isEqualTo(new Shell.Ended(0, "nothing is pinned, the plan is followed\n", ""));
        assertThat(admin.controller.wishes()).isEmpty();
    }

    @Test
    void aReleaseThatIsNotOnDiskFailsTheRollback() {
        assertThat(shell.run("rollback", "cccc"))
                .isEqualTo(new Shell.Ended(1, "", "pluginlb: no such release on disk\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollback aaaa --resume",
                "rollback ../../pin",
                "rollback a b",
                "reload --timeout 10",
                "reload --token a --token-file b"
            })
    void whatMakesNoSenseIsAUsageError(String line) {
        Shell.Ended ended = shell.line(line);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).startsWith("pluginlb: ").contains("--help' tells more");
        assertThat(admin.controller.wishes()).isEmpty();
    }
}
