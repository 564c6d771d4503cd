package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Held against the kernel itself: what {@code kill -0} says. */
class CredentialsTest {

    private static final long INIT = 1;
    private static final long OURS = ProcessHandle.current().pid();

    @Test
    void aProcessMaySignalItself() {
        assertThat(Credentials.of(OURS))
                .hasValueSatisfying(ours -> assertThat(ours.maySignal(ours)).isTrue());
    }

    @Test
    void whoMaySignalWhomIsWhatTheKernelSays() throws Exception {
        Credentials init = Credentials.of(INIT).orElseThrow();
        boolean root = Credentials.of(OURS).orElseThrow().effective() == 0;
        Stream<String> nobody = Stream.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        for (List<String> as : root ? List.of(nobody.toList(), List.<String>of()) : List.of(List.<String>of())) {
            Process asker = start(as, "kill -0 1 2>&- && echo may || echo may not; read end");
            try (var said = asker.inputReader()) {
                boolean may = said.readLine().equals("may");

                assertThat(Credentials.of(asker.pid()).orElseThrow().maySignal(init))
                        .isEqualTo(may);
            } finally {
                asker.destroyForcibly();
            }
        }
    }

    @Test
    void ofAProcessThatThereIsNotNothingIsKnown() {
        assertThat(Credentials.of(0)).isEmpty();
        assertThat(new NginxMaster(0).takesSignals()).isFalse();
        assertThat(Workers.master(OURS)).as("we are no worker of an Nginx").isEmpty();
    }

    private static Process start(List<String> as, String script) throws IOException {
        return new ProcessBuilder(Stream.concat(as.stream(), Stream.of("sh", "-c", script))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
