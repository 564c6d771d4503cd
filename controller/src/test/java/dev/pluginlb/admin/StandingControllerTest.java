package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.control.Event;
import dev.pluginlb.control.StandingController;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Wishes while one controller follows another. */
class StandingControllerTest {

    private final SettableController former = new SettableController();
    private final SettableController next = new SettableController();
    private final StandingController standing = new StandingController(former);

    @Test
    void aWishWhoseOutcomeIsStillOwedIsUtteredToTheNextOne() {
        CompletableFuture<ApplyOutcome> outcome = standing.reload();
        next.endWith(Result.PROVEN, "aaaa", "live");

        standing.part();
        standing.follow(next);

        assertThat(outcome.join().version()).isEqualTo("aaaa");
        assertThat(former.wishes()).containsExactly("reload");
        assertThat(next.wishes()).containsExactly("reload");
    }

    @Test
    void wishesBetweenTheTwoWaitAndKeepTheirOrder() {
        standing.part();
        CompletableFuture<ApplyOutcome> outcome = standing.pin(GivenReleases.release("aaaa", "a.conf", "a"));
        CompletableFuture<ApplyOutcome> later = standing.unpin();
        assertThat(outcome).isNotDone();
        next.endWith(Result.PROVEN, "aaaa", "live");

        standing.follow(next);

        assertThat(outcome).isDone();
        assertThat(later).isDone();
        assertThat(next.wishes()).containsExactly("pin aaaa", "unpin");
    }

    @Test
    void whatHasEndedIsNotUtteredAgain() {
        former.endWith(Result.REFUSED, "aaaa", "no");
        assertThat(standing.reload().join().result()).isEqualTo(Result.REFUSED);

        standing.follow(next);

        assertThat(next.wishes()).isEmpty();
    }

    @Test
    void whatIsNotTakenIsNotTaken() {
        former.endWith(CompletableFuture.failedFuture(new RejectedExecutionException("full")));

        assertThat(standing.reload()).isCompletedExceptionally();
    }

    @Test
    void whatIsNotedBetweenTheTwoIsInTheJournalOfTheNextOne() {
        standing.part();
        standing.note(new Event.Change(Event.Kind.ACTION, "", "asked"));
        standing.follow(next);

        assertThat(standing.journal().after(0)).hasSize(1);
        assertThat(next.journal().after(0)).hasSize(1);
    }

    @Test
    void thousandsOfOpenWishesAreRefused() {
        for (int i = 0; i < 1000; i++) {
            assertThat(standing.reload()).isNotDone();
        }

        assertThat(standing.reload()).isCompletedExceptionally();
    }
}
