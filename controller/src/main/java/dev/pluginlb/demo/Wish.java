package dev.pluginlb.demo;

import java.time.Duration;
import java.util.Optional;

/** What a request asked of its own answer, by X-Stand-In-Duration, -Items and -Status. */
record Wish(Optional<Duration> duration, Optional<Integer> items, int status) {

    /** @throws IllegalArgumentException naming the header that cannot be read */
    static Wish of(Call call) {
        return new Wish(
                call.header("X-Stand-In-Duration").map(text -> Spans.parse("X-Stand-In-Duration", text)),
                call.header("X-Stand-In-Items")
                        .map(text -> Expected.number("X-Stand-In-Items", text, 1, Workload.MAX_ITEMS)),
                call.header("X-Stand-In-Status")
                        .map(text -> Expected.number("X-Stand-In-Status", text, 200, 599))
                        .orElse(200));
    }
}
