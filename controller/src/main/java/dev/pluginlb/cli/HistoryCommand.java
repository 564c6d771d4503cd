package dev.pluginlb.cli;

import dev.pluginlb.admin.view.ReleasesView;
import dev.pluginlb.admin.view.ReleasesView.ReleaseView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pluginlb history}. */
@Command(name = "history", description = "the releases, newest first: when, why, and what became of them")
final class HistoryCommand implements Callable<Integer> {

    private static final String PROVEN = "proven";

    private final Surroundings here;

    @Mixin
    private Reading reading = new Reading();

    HistoryCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        return reading.print(here, "/api/v1/releases", ReleasesView.class, HistoryCommand::text);
    }

    static String text(ReleasesView view, Look look) {
        Table table = new Table("AT", "VERSION", "RESULT", "TOOK", "NOW", "REASON")
                .right("TOOK")
                .ink("RESULT", Ink::ofResult)
                .ink("NOW", now -> Ink.STRONG);
        view.releases().forEach(release -> add(release, view, table));
        return view.releases().isEmpty() ? "nothing was applied yet\n" : table.text(look);
    }

    /** What went wrong stands with the reason; what Nginx said of a good config is of no interest here. */
    private static void add(ReleaseView release, ReleasesView view, Table table) {
        boolean failed = !release.result().equals(PROVEN) && !release.words().isEmpty();
        table.row(
                release.at(),
                release.version(),
                Words.plain(release.result()),
                Times.span(release.tookMs()),
                now(release, view),
                failed ? release.reason() + ": " + firstLine(release.words()) : release.reason());
    }

    /** Said once of each release, where it was tried last. */
    private static String now(ReleaseView release, ReleasesView view) {
        boolean isLast = view.releases().stream()
                .filter(other -> other.version().equals(release.version()))
                .findFirst()
                .filter(release::equals)
                .isPresent();
        if (!isLast) {
            return "";
        }
        if (release.version().equals(view.pinned())) {
            return "pinned";
        }
        return release.version().equals(view.live()) ? "live" : "";
    }

    private static String firstLine(String words) {
        return words.lines().findFirst().orElse("");
    }
}
