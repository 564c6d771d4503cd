package dev.pluginlb.admin.view;

import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.ReleaseRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history of attempts, newest first, and where things stand. */
public record ReleasesView(
        List<ReleaseView> releases,
        @Nullable String live,
        @Nullable String wanted,
        @Nullable String pinned) {

    public ReleasesView {
        releases = List.copyOf(releases);
    }

    /** One attempt; the results are those of {@link AttemptView}. */
    public record ReleaseView(String at, String version, String reason, String result, String words, long tookMs) {

        static ReleaseView of(ReleaseRecord attempt) {
            return new ReleaseView(
                    attempt.at().toString(),
                    attempt.version(),
                    attempt.reason(),
                    AdminJson.word(attempt.result()),
                    attempt.words(),
                    attempt.tookMillis());
        }
    }

    /** @param limit so many attempts at most, the newest */
    public static ReleasesView of(ControllerState state, int limit) {
        return new ReleasesView(
                state.history().stream().limit(limit).map(ReleaseView::of).toList(),
                state.deployment().live().orElse(null),
                state.deployment().wanted().orElse(null),
                state.deployment().pinned().orElse(null));
    }
}
