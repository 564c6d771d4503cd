package dev.pluginlb.cli;

import static dev.pluginlb.admin.GivenReleases.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.admin.Nodes;
import dev.pluginlb.admin.Requests;
import dev.pluginlb.admin.Running;
import dev.pluginlb.admin.SettableController;
import dev.pluginlb.admin.view.EndpointsPageView;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.control.Event.Change;
import dev.pluginlb.control.Event.Kind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopTest {

    private static final String OTHER_SCREEN = "\u001b[?1049h\u001b[?25l";
    private static final String FORMER_SCREEN = "\u001b[?25h\u001b[?1049l";

    @TempDir
    Path folder;

    private final Running admin = new Running();
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void aCluster() {
        shell = Shell.before(admin, folder);
        admin.controller.live(release("aaaa"));
        cluster(Nodes.busy("a", "10.0.0.5:5002", 3), Nodes.silent("b", "10.0.0.6:5002", "3 probes failed"));
        admin.controller
                .journal()
                .enter(List.of(new Change(Kind.NODE, "10.0.0.6:5002", "up -> down")), SettableController.STARTED);
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void onePictureShowsHealthNodesTheWorstFirstEndpointsAndEvents() {
        assertThat(shell.run("top", "--once")).isEqualTo(new Shell.Ended(0, """
                NOT WELL: 1 of 2 nodes up (10.0.0.6:5002: 3 probes failed)
                - requests/s; 0 requests, 0 endpoints, 0 long; 0 old workers; pluginlb is up 1 min 30 s

                NODE           STATE  ROLE    IN FLIGHT  LONG  WEIGHT  HEARTBEAT  REASON
                10.0.0.6:5002  down   worker          -     -     100          -  3 probes failed
                10.0.0.5:5002  up     main            3     -     100        1 s  answers

                REQ/S  REQUESTS  RECENT  MEAN  MAX  CLASS  ENDPOINT (busiest first)

                AT                    KIND        SUBJECT                WHAT
                2026-11-21T10:00:00Z  node        10.0.0.6:5002          up -> down
                """, ""));
    }

    /** One picture never had any. */
    @Test
    void onePictureLooksTwiceWhereNoRateIsKnownYet() {
        admin.controller.statistics(Requests.endpoints(3));
        AtomicInteger pauses = new AtomicInteger();
        Consumer<Duration> pause = time -> {
            pauses.incrementAndGet();
            admin.later(time);
        };

        TopView view = TopView.withRates(client(), TopOrder.BUSIEST, 60, pause);

        assertThat(view.endpoints().rate()).isEqualTo(0.0);
        TopView.withRates(client(), TopOrder.BUSIEST, 60, pause);
        assertThat(pauses).hasValue(1);
    }

    @Test
    void ofAThousandNodesThoseStandThereThatNeedAnEye() {
        cluster(Stream.concat(
                        IntStream.range(0, 1000)
                                .mapToObj(i -> Nodes.busy("n" + i, "10.1." + i / 250 + "." + (i % 250 + 1) + ":1", 0)),
                        Stream.of(Nodes.silent("z", "10.9.0.9:1", "refused")))
                .toArray(Node[]::new));

        List<String> lines = shell.run("top", "--once").out().lines().toList();

        assertThat(lines).hasSizeLessThanOrEqualTo(60);
        assertThat(lines.get(4)).startsWith("10.9.0.9:1");
        assertThat(lines).anyMatch(line -> line.matches("and [0-9]+ more nodes, [0-9]+ of them up"));
    }

    @Test
    void noLineIsLongerAndNoPictureHigherThanTheTerminal() {
        TopView view = TopView.of(client(), TopOrder.BUSIEST, 24);

        for (int height : new int[] {3, 8, 9, 12, 24}) {
            List<String> lines = new TopFrame(view).lines(new Look(Look.Palette.NONE, 20), height);

            assertThat(lines).hasSizeLessThanOrEqualTo(height).allMatch(line -> line.length() <= 20);
        }
    }

    /** The plugin stands at the end, and was cut off. */
    @Test
    void anEndpointThatIsTooLongKeepsItsBeginningAndItsEnd() {
        assertThat(Look.fitMiddle("POST /plugin/:tenant_id/dispatch/llm/invoke langgenius/openai", 40))
                .hasSize(40)
                .startsWith("POST /plugin")
                .endsWith("..m/invoke langgenius/openai");
        assertThat(Look.fitMiddle("POST /plugin/:tenant_id/dispatch/llm/invoke", 11))
                .isEqualTo("POST /plugin/:tenant_id/dispatch/llm/invoke");

        Table table = new Table("MEAN", "ENDPOINT").keepEnd("ENDPOINT");
        table.row("12.4ms", "POST /plugin/:tenant_id/dispatch/llm/invoke langgenius/openai");
        assertThat(table.lines(new Look(Look.Palette.NONE, 40)))
                .containsExactly("MEAN    ENDPOINT", "12.4ms  POST /plu..oke langgenius/openai");
    }

    /** All of them came each second, and were sorted here: at 10 000 some megabytes. */
    @Test
    void ofTenThousandEndpointsOnlyThoseTravelThatAreShown() {
        admin.controller.statistics(Requests.endpoints(10_000));

        TopView slowest = TopView.of(client(), TopOrder.SLOWEST, 24);

        assertThat(slowest.endpoints().total()).isEqualTo(10_000);
        assertThat(slowest.endpoints().endpoints()).hasSize(24);
        assertThat(slowest.endpoints().endpoints())
                .extracting(EndpointsPageView.EndpointRow::recentMs)
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(String.join("\n", new TopFrame(slowest).lines(Look.PLAIN, 24)))
                .contains("10000 endpoints", "slowest first, ", " of 10000");
    }

    /** Somebody had cleaned up in Redis, and "0.0" stood beside an endpoint with a hundred requests a second. */
    @Test
    void aCounterThatFellHasNoRate() {
        admin.controller.statistics(Requests.endpoints(1, 5));
        shell.run("top", "--once");
        admin.later(Duration.ofSeconds(2));
        admin.controller.statistics(Requests.endpoints(1, 9));
        assertThat(endpointLine()).startsWith("  2.0");

        admin.controller.statistics(Requests.endpoints(1, 3));
        assertThat(endpointLine()).startsWith("    -");
    }

    private String endpointLine() {
        return shell.run("top", "--once")
                .out()
                .lines()
                .filter(line -> line.contains("acme/"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachOrderHasAKey() {
        assertThat(TopOrder.BUSIEST.on('s')).isEqualTo(TopOrder.SLOWEST);
        assertThat(TopOrder.SLOWEST.on('t')).isEqualTo(TopOrder.TOTAL);
        assertThat(TopOrder.TOTAL.on('x')).isEqualTo(TopOrder.TOTAL);
    }

    @Test
    void aPipeGetsOnePictureOrNone() {
        Shell.Ended ended = shell.run("top");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--once prints one picture");
    }

    /** q, Ctrl-C, and the signal that a service manager sends. */
    @ParameterizedTest
    @ValueSource(strings = {"q", "\u0003", "TERM"})
    void theTerminalIsAsItWasAfterwards(String end) throws Exception {
        Path typescript = folder.resolve("typescript");
        Process script = onATerminal(typescript);
        try (BufferedWriter keyboard = script.outputWriter(StandardCharsets.UTF_8)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> read(typescript).contains("NOT WELL")
                            && read(typescript).contains("REQ/S"));
            if (end.equals("TERM")) {
                script.descendants()
                        .filter(one -> one.children().findAny().isEmpty())
                        .forEach(ProcessHandle::destroy);
            } else {
                keyboard.write(end);
                keyboard.flush();
            }
            assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            script.destroyForcibly();
        }
        assertThat(read(typescript)).contains(OTHER_SCREEN, "\u001b[31m  down ", FORMER_SCREEN);
    }

    /** {@code script} gives it a terminal of its own. */
    private Process onATerminal(Path typescript) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        ProcessBuilder builder = new ProcessBuilder(
                "script", "-q", "-f", "-c", "exec \"$PLUGINLB_JAVA\" dev.pluginlb.Main top", typescript.toString());
        builder.environment().putAll(Map.of("PLUGINLB_JAVA", java, "CLASSPATH", System.getProperty("java.class.path")));
        builder.environment().putAll(shell.environment);
        builder.environment().put("TERM", "xterm");
        builder.environment().remove("NO_COLOR");
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start();
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private AdminClient client() {
        return new AdminClient(Place.of(admin.url(), "test"), () -> Token.of(Running.TOKEN, "test"), "tester");
    }

    private void cluster(Node... nodes) {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), nodes);
    }
}
