package dev.pluginlb.admin.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.pluginlb.nginx.ApplyOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a wish.
 *
 * @param intent {@code reload}, {@code rollback}, {@code unpin}, {@code drain} or {@code undrain}
 * @param done false while the attempt is still to be made; then the rest is null
 * @param result as in {@link AttemptView}
 */
public record OutcomeView(
        String id,
        String url,
        String intent,
        String askedAt,
        boolean done,
        @Nullable String result,
        @Nullable String version,
        @Nullable String words,
        @Nullable Long tookMs) {

    /** One wish, as it was taken. */
    public record Asked(String id, String url, String intent, Instant at) {}

    public static OutcomeView pending(Asked asked) {
        return new OutcomeView(
                asked.id(), asked.url(), asked.intent(), asked.at().toString(), false, null, null, null, null);
    }

    public static OutcomeView ended(Asked asked, ApplyOutcome outcome) {
        return new OutcomeView(
                asked.id(),
                asked.url(),
                asked.intent(),
                asked.at().toString(),
                true,
                AdminJson.word(outcome.result()),
                outcome.version(),
                outcome.words(),
                outcome.took().toMillis());
    }

    /** A wish that the controller did not carry out. */
    public static OutcomeView dropped(Asked asked, String words) {
        String failed = AdminJson.word(ApplyOutcome.Result.FAILED);
        return new OutcomeView(
                asked.id(), asked.url(), asked.intent(), asked.at().toString(), true, failed, null, words, null);
    }

    @JsonIgnore
    public boolean isProven() {
        return AdminJson.word(ApplyOutcome.Result.PROVEN).equals(result);
    }

    @JsonIgnore
    public boolean isRefused() {
        return AdminJson.word(ApplyOutcome.Result.REFUSED).equals(result);
    }
}
