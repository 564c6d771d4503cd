package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/fronts.md gives people to copy. */
class FrontsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/fronts.md");
    private static final String LISTENER = "127.0.0.1:5002";

    @TempDir
    Path folder;

    /** An address that moved with Redis would move away from every front at once. */
    @Test
    void theCheckFailsWhenNginxIsDeadAndNotWhenRedisOrTheControllerIs() throws Exception {
        try (Cluster cluster = Cluster.in(folder);
                NginxMaster nginx = PlainNginx.under(cluster)) {
            nginx.start();
            cluster.start(1);
            String script = block("sh");
            assertThat(script).contains(LISTENER);
            Path check = Files.writeString(
                    folder.resolve("check"), script.replace(LISTENER, cluster.setting("nginx.internal-listen")));
            assertThat(isGood(check)).isTrue();

            cluster.redis().stop();
            assertThat(isGood(check)).as("without Redis").isTrue();
            cluster.stopController();
            assertThat(isGood(check)).as("without a controller").isTrue();
            nginx.stop();
            assertThat(isGood(check)).as("without Nginx").isFalse();
        }
    }

    @Test
    void keepalivedRunsThatCheckAndItsBracesAreBalanced() throws IOException {
        String config = block("keepalived");
        String name = first("script \"/etc/keepalived/([a-z-]+)\"", config);

        assertThat(Files.readString(DOCUMENT)).contains("`/etc/keepalived/" + name + "`, owned by root");
        String checked = first("vrrp_script (\\w+) \\{", config);
        assertThat(config).containsPattern("track_script \\{\\s+" + checked + "\\s+\\}");
        assertThat(config.chars().filter(c -> c == '{').count())
                .isEqualTo(config.chars().filter(c -> c == '}').count())
                .isEqualTo(5);
    }

    @Test
    void theZoneHasAnAddressForEachFrontOfTheNameThatCallersUse() throws IOException {
        String name = first("http://(\\w+)\\.plugins\\.internal:5002", Files.readString(DOCUMENT));

        assertThat(block("zone").lines())
                .filteredOn(line -> line.matches(name + "\\s+IN A\\s+10\\.0\\.0\\.\\d+"))
                .hasSizeGreaterThanOrEqualTo(2)
                .doesNotHaveDuplicates();
    }

    private static boolean isGood(Path check) throws Exception {
        Process run = new ProcessBuilder("sh", check.toString()).inheritIO().start();
        try {
            assertThat(run.waitFor(Cluster.DEADLINE.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            return run.exitValue() == 0;
        } finally {
            run.destroyForcibly();
        }
    }

    private static String block(String language) throws IOException {
        return first("(?s)\n```" + language + "\n(.*?)\n```\n", Files.readString(DOCUMENT)) + "\n";
    }

    private static String first(String regex, String text) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        assertThat(matcher.find()).as(regex).isTrue();
        return matcher.group(1);
    }
}
