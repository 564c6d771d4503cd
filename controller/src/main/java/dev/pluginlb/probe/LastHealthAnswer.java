package dev.pluginlb.probe;

import java.util.OptionalInt;

/** What a node's health page said last: one that says the same, as that of an idle node does, is not read again. Thread-safe. */
final class LastHealthAnswer {

    /** In characters; the official daemon's page has some hundred, and of a thousand nodes each would be kept. */
    private static final int LONGEST_KEPT = 4096;

    private volatile Page last = new Page("", new HealthAnswer(OptionalInt.empty(), OptionalInt.empty()));

    private record Page(String body, HealthAnswer answer) {}

    /** What this page says. */
    HealthAnswer read(String body) {
        Page known = last;
        if (known.body().equals(body)) {
            return known.answer();
        }
        HealthAnswer answer = HealthAnswer.read(body);
        if (body.length() <= LONGEST_KEPT) {
            last = new Page(body, answer);
        }
        return answer;
    }
}
