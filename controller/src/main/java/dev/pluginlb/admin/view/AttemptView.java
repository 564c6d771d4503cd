package dev.pluginlb.admin.view;

import dev.pluginlb.nginx.ApplyOutcome;

/**
 * What became of one attempt.
 *
 * @param result {@code proven}, {@code refused}, {@code not_live}, {@code not_running} or {@code failed}
 * @param words why; Nginx's own where it spoke
 */
public record AttemptView(String result, String version, String words, long tookMs) {

    static AttemptView of(ApplyOutcome outcome) {
        return new AttemptView(
                AdminJson.word(outcome.result()),
                outcome.version(),
                outcome.words(),
                outcome.took().toMillis());
    }
}
