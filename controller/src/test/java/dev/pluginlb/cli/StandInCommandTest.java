package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Ip;
import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.demo.StandInFlag;
import dev.pluginlb.demo.StandInOptions;
import dev.pluginlb.testing.NoProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandInCommandTest {

    private final List<StandInOptions> started = new ArrayList<>();

    /** It listed none, so nobody could know how a node that was killed comes back at its address. */
    @Test
    void theHelpListsEveryOptionWithItsWords() {
        String help = run("--help").out();

        assertThat(StandInOptions.flags())
                .extracting(StandInFlag::name)
                .contains("listen", "redis-port")
                .allSatisfy(name -> assertThat(help).contains("--" + name + "="));
        assertThat(help).contains("comes back with --listen").contains("where it listens; port 0 for a free one");
    }

    @Test
    void optionsAreTakenInTheirOrder() {
        assertThat(run("--listen=127.0.0.2:5002", "--advertise", "10.0.1.11", "--redis-port", "6380")
                        .code())
                .isZero();

        StandInOptions options = started.get(0);
        assertThat(options.ip()).hasToString("127.0.0.2");
        assertThat(options.port()).isEqualTo(5002);
        assertThat(options.advertised()).extracting(Ip::toString).containsExactly("10.0.1.11");
        assertThat(options.redis().port()).isEqualTo(6380);
    }

    @Test
    void toAdvertiseNoAddressIsAnOption() {
        run("--advertise=");

        assertThat(started.get(0).advertised()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--listen=5002", "--redis-port=no", "--nonsense=1", "surplus"})
    void whatMakesNoSenseIsAUsageErrorAndNothingStarts(String wrong) {
        Shell.Ended ended = run(wrong);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).startsWith("pluginlb: ").doesNotContain("\tat ");
        assertThat(started).isEmpty();
    }

    @Test
    void anAddressThatIsTakenIsSaidInALine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            Shell.Ended ended = command(
                    new NoProgram() {
                        @Override
                        public void standIn(StandInOptions options) {
                            StandInDaemon.start(options).close();
                        }
                    },
                    "--listen=" + address);

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err().lines()).hasSize(1);
            assertThat(ended.err())
                    .startsWith("pluginlb: cannot listen: " + address)
                    .contains("in use");
        }
    }

    private Shell.Ended run(String... arguments) {
        return command(
                new NoProgram() {
                    @Override
                    public void standIn(StandInOptions options) {
                        started.add(options);
                    }
                },
                arguments);
    }

    private static Shell.Ended command(Program program, String... arguments) {
        List<String> line = new ArrayList<>(List.of("stand-in"));
        line.addAll(List.of(arguments));
        return new Shell(Path.of("")).run(List.of(new StandInCommand(program)), line.toArray(String[]::new));
    }
}
