package dev.pluginlb.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastHealthAnswerTest {

    private final LastHealthAnswer last = new LastHealthAnswer();

    @Test
    void aPageThatSaysTheSameIsNotReadAgain() {
        HealthAnswer first = last.read(page(3));

        assertThat(last.read(page(3))).isSameAs(first);
        assertThat(first.dispatches()).hasValue(3);
    }

    @Test
    void anyOtherPageIsRead() {
        last.read(page(3));

        assertThat(last.read(page(4)).dispatches()).hasValue(4);
        assertThat(last.read("no page").dispatches()).isEmpty();
        assertThat(last.read("").dispatches()).isEmpty();
    }

    @Test
    void aVeryLongPageIsReadAndNotKept() {
        String page = page(3) + " ".repeat(100_000);

        HealthAnswer first = last.read(page);

        assertThat(last.read(page)).isEqualTo(first).isNotSameAs(first);
    }

    private static String page(int dispatches) {
        return "{\"active_dispatch_requests\":" + dispatches + "}";
    }
}
