package dev.pluginlb.bench.load;

import dev.pluginlb.bench.work.Answered;
import java.time.Duration;
import java.util.List;

/**
 * What came of a run.
 *
 * @param answered those that count and were answered rightly
 * @param errors wrong answers and broken connections, those of the warm-up as well
 * @param unanswered still open when patience ended
 * @param lateness how late the load itself was at worst: time that a request spent here counts for the proxy
 */
public record Outcome(List<Answered> answered, int errors, int unanswered, Duration lateness) {

    public Outcome {
        answered = List.copyOf(answered);
    }
}
