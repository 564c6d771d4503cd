package dev.pluginlb.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.control.Event.Change;
import dev.pluginlb.control.Event.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final Journal journal = new Journal(NOW);

    @Test
    void whoHasSeenAnEventGetsThoseAfterIt() {
        enter("one");
        long seen = journal.latest();
        enter("two");

        assertThat(journal.after(seen))
                .extracting(event -> event.change().words())
                .containsExactly("two");
        assertThat(journal.after(0)).hasSize(2);
        assertThat(journal.after(journal.latest())).isEmpty();
    }

    @Test
    void idsGoOnFromTheTimeOfTheStart() {
        enter("one");

        assertThat(journal.latest()).isEqualTo(NOW.toEpochMilli() + 1);
        assertThat(new Journal(NOW.plusSeconds(60)).latest()).isGreaterThan(journal.latest());
    }

    @Test
    void theOldestAreForgotten() {
        IntStream.rangeClosed(1, Journal.KEPT + 5).forEach(i -> enter("event " + i));

        assertThat(journal.after(0)).hasSize(Journal.KEPT);
        assertThat(journal.after(0).get(0).change().words()).isEqualTo("event 6");
    }

    @Test
    void alsoThoseThatAreForgottenCount() {
        IntStream.rangeClosed(1, Journal.KEPT + 5).forEach(i -> enter("event " + i));

        assertThat(journal.counts().values()).containsExactly(Journal.KEPT + 5L);
    }

    @Test
    void whoWaitsGetsTheNextEvent() {
        long seen = journal.latest();
        CompletableFuture<List<Event>> waiting = CompletableFuture.supplyAsync(() -> await(seen));

        enter("came");

        assertThat(waiting.join()).extracting(event -> event.change().words()).containsExactly("came");
    }

    @Test
    void nobodyWaitsLongerThanThePatience() throws InterruptedException {
        assertThat(journal.await(journal.latest(), Duration.ofMillis(1))).isEmpty();
    }

    private List<Event> await(long seen) {
        try {
            return journal.await(seen, Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void enter(String words) {
        journal.enter(List.of(new Change(Kind.NODE, "10.0.0.1:5002", words)), NOW);
    }
}
