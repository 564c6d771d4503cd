package dev.pluginlb.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever is woken up by an alert finds what it means. */
class RunbookTest {

    private static final Path TOP = Path.of("..");

    @Test
    void eachAlertIsExplainedWhereItPointsTo() throws IOException {
        String alerts = Files.readString(TOP.resolve("scripts/monitoring/alerts.yaml"));
        String runbook = Files.readString(TOP.resolve("docs/runbook.md"));

        List<String> anchors = found("runbook_url: docs/runbook\\.md#(\\S+)", alerts);
        List<String> explained = found("(?m)^### (Pluginlb\\w+)$", runbook);

        assertThat(anchors).hasSameSizeAs(found("alert: (\\w+)", alerts));
        assertThat(explained.stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .containsExactlyElementsOf(anchors);
    }

    private static List<String> found(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
