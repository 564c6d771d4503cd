package dev.pluginlb.admin;

import static dev.pluginlb.admin.GivenReleases.attempt;
import static dev.pluginlb.admin.GivenReleases.back;
import static dev.pluginlb.admin.GivenReleases.outcome;
import static dev.pluginlb.admin.GivenReleases.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WishRoutesTest {

    private final Running admin = new Running();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void aReloadIsTakenAndItsOutcomeIsToBeReadElsewhere() {
        CompletableFuture<ApplyOutcome> end = new CompletableFuture<>();
        admin.controller.endWith(end);

        HttpResponse<String> reply = admin.change("POST", "/api/v1/reload");

        assertThat(reply.statusCode()).isEqualTo(202);
        String url = reply.headers().firstValue("Location").orElseThrow();
        String id = url.substring("/api/v1/outcomes/".length());
        assertThat(reply.body()).isEqualTo("{\"id\":\"" + id + "\",\"url\":\"" + url + "\"}");
        assertThat(admin.controller.wishes()).containsExactly("reload");

        assertThat(admin.get(url).body())
                .isEqualTo("{\"id\":\"" + id + "\",\"url\":\"" + url + "\",\"intent\":\"reload\","
                        + "\"asked_at\":\"2026-11-21T10:01:30Z\",\"done\":false,\"result\":null,\"version\":null,"
                        + "\"words\":null,\"took_ms\":null}");

        end.complete(outcome(Result.NOT_RUNNING, "aaaa", "no nginx"));

        JsonNode ended = Replies.json(admin.get(url));
        assertThat(ended.get("done").asBoolean()).isTrue();
        assertThat(ended.get("result").asText()).isEqualTo("not_running");
        assertThat(ended.get("took_ms").asLong()).isEqualTo(213);
    }

    @Test
    void whoWaitsGetsTheProof() {
        admin.controller.endWith(Result.PROVEN, "aaaa", "served");

        HttpResponse<String> reply = admin.change("POST", "/api/v1/reload?wait=10s");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(Replies.json(reply).get("result").asText()).isEqualTo("proven");
        assertThat(Replies.json(reply).get("version").asText()).isEqualTo("aaaa");
    }

    @Test
    void whoWaitsGetsAnOutcomeThatComesWhileWaiting() {
        CompletableFuture<ApplyOutcome> end = new CompletableFuture<>();
        admin.controller.endWith(end);
        String url = reload();
        CompletableFuture<HttpResponse<String>> reply =
                CompletableFuture.supplyAsync(() -> admin.get(url + "?wait=60s"));

        end.complete(outcome(Result.PROVEN, "aaaa", "served"));

        assertThat(Replies.json(reply.join()).get("result").asText()).isEqualTo("proven");
    }

    @Test
    void whoWaitsGetsNginxsOwnWordsWhenItRefuses() {
        admin.controller.endWith(Result.REFUSED, "aaaa", "unknown directive \"upstraem\" in x.conf:3");

        JsonNode problem = Replies.problem(admin.change("POST", "/api/v1/reload?wait=10s"), 409);

        assertThat(problem.get("type").asText()).isEqualTo("urn:pluginlb:outcome:refused");
        assertThat(problem.get("title").asText()).isEqualTo("Nginx refused the config");
        assertThat(problem.get("detail").asText()).isEqualTo("unknown directive \"upstraem\" in x.conf:3");
        assertThat(problem.get("result").asText()).isEqualTo("refused");
        assertThat(problem.get("version").asText()).isEqualTo("aaaa");
    }

    @Test
    void whoWaitsTooShortlyIsToldWhereToLookLater() {
        HttpResponse<String> reply = admin.change("POST", "/api/v1/reload?wait=1ms");

        assertThat(reply.statusCode()).isEqualTo(202);
        assertThat(reply.headers().firstValue("Location").orElseThrow()).startsWith("/api/v1/outcomes/");
    }

    /** Sets one in motion, and tells where its outcome is to be read. */
    private String reload() {
        return Replies.json(admin.change("POST", "/api/v1/reload")).get("url").asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"61s", "10", "-1s", "", "forever", "0s"})
    void aWaitThatIsNoneIsRefusedBeforeAnythingIsSetInMotion(String wait) {
        Replies.problem(admin.change("POST", "/api/v1/reload?wait=" + wait), 400);

        assertThat(admin.controller.wishes()).isEmpty();
    }

    @Test
    void aStoppingControllerIsNotAvailable() {
        admin.controller.endWith(CompletableFuture.failedFuture(new RejectedExecutionException("stopped")));

        Replies.problem(admin.change("POST", "/api/v1/reload"), 503);
        Replies.problem(admin.change("POST", "/api/v1/reload?wait=10s"), 503);
    }

    @Test
    void aWishThatIsDroppedLaterIsAFailedOne() {
        CompletableFuture<ApplyOutcome> end = new CompletableFuture<>();
        admin.controller.endWith(end);
        String url = reload();

        end.completeExceptionally(new RejectedExecutionException("stopped"));

        assertThat(Replies.json(admin.get(url)).get("result").asText()).isEqualTo("failed");
        assertThat(Replies.json(admin.get(url)).get("words").asText()).contains("stopping");
    }

    @Test
    void aRollbackPinsTheReleaseThatIsNamed() {
        onDisk("aaaa");
        admin.controller.endWith(Result.PROVEN, "aaaa", "served");

        HttpResponse<String> reply = admin.change("POST", "/api/v1/releases/aaaa/rollback?wait=10s");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(Replies.json(reply).get("intent").asText()).isEqualTo("rollback");
        assertThat(admin.controller.wishes()).containsExactly("pin aaaa");
    }

    @Test
    void aRollbackToAReleaseThatIsNotOnDiskIsAProblem() {
        assertThat(rollbackProblem("cccc", 404)).isEqualTo("no such release on disk");
        assertThat(admin.controller.wishes()).isEmpty();
    }

    /** The page shows twelve characters of a version. */
    @Test
    void aReleaseMayBeNamedByItsBeginningIfThatIsOneOnDiskAndLongEnough() {
        admin.controller.live(
                release("abcdef0123456789"),
                proven("abcdef0123456789"),
                proven("abcdef9999999999"),
                proven("0123450000000000"));
        onDisk("abcdef0123456789", "abcdef9999999999");

        rollBack("abcdef999999");
        assertThat(admin.controller.wishes()).containsExactly("pin abcdef9999999999");

        assertThat(rollbackProblem("abcdef", 400))
                .isEqualTo("version: several begin so: abcdef0123456789, abcdef9999999999 (expected: one)");
        assertThat(rollbackProblem("abcde", 404)).isEqualTo("no such release on disk");
        assertThat(rollbackProblem("012345", 404)).isEqualTo("no such release on disk");
        assertThat(rollbackProblem("abcdeX", 404)).isEqualTo("no such release on disk");
        assertThat(admin.controller.wishes()).hasSize(1);
    }

    private String rollbackProblem(String version, int status) {
        return Replies.problem(rollBack(version), status).get("detail").asText();
    }

    private HttpResponse<String> rollBack(String version) {
        return admin.change("POST", "/api/v1/releases/" + version + "/rollback");
    }

    private void onDisk(String... versions) {
        Stream.of(versions).forEach(version -> admin.controller.onDisk(release(version)));
    }

    private static ReleaseRecord proven(String version) {
        return attempt(version, Result.PROVEN, "");
    }

    @Test
    void previousIsTheNewestProvenReleaseThatIsNotLive() {
        admin.controller.live(
                release("dddd"), proven("dddd"), attempt("cccc", Result.REFUSED, "no"), proven("bbbb"), proven("aaaa"));
        onDisk("aaaa", "bbbb", "cccc");

        rollBack("previous");

        assertThat(admin.controller.wishes()).containsExactly("pin bbbb");
    }

    /** It went forward again, to where the first one had begun. */
    @Test
    void aSecondRollbackInARowGoesOneFurtherBack() {
        admin.controller.live(release("bbbb"), back("cccc", "bbbb"), proven("cccc"), proven("bbbb"), proven("aaaa"));
        onDisk("aaaa", "bbbb", "cccc");

        rollBack("previous");

        assertThat(admin.controller.wishes()).containsExactly("pin aaaa");
    }

    @Test
    void previousPassesOverWhatIsNoLongerOnDiskAndSaysSoIfThatIsAll() {
        admin.controller.live(release("cccc"), proven("cccc"), proven("bbbb"), proven("aaaa"));
        assertThat(rollbackProblem("previous", 404)).contains("from before cccc is on disk");

        onDisk("aaaa");
        rollBack("previous");

        assertThat(admin.controller.wishes()).containsExactly("pin aaaa");
    }

    @Test
    void withoutAnotherProvenReleaseThereIsNoPrevious() {
        admin.controller.live(release("dddd"), proven("dddd"));

        assertThat(rollbackProblem("previous", 404)).contains("no other release was proven");
    }

    @Test
    void thePinIsTakenOff() {
        admin.controller.endWith(Result.PROVEN, "aaaa", "served");

        HttpResponse<String> reply = admin.change("DELETE", "/api/v1/pin?wait=10s");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(admin.controller.wishes()).containsExactly("unpin");
    }

    @Test
    void theHundredLatestOutcomesAreKeptAndNoMore() {
        String oldest = reload();
        String second = reload();
        for (int i = 2; i < 101; i++) {
            reload();
        }

        Replies.problem(admin.get(oldest), 404);
        assertThat(admin.get(second).statusCode()).isEqualTo(200);
    }
}
