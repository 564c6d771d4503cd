package dev.pluginlb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.config.ConfigLoader;
import dev.pluginlb.config.ConfigSources;
import dev.pluginlb.config.EffectiveConfig;
import dev.pluginlb.config.PolicyRule;
import dev.pluginlb.e2e.QuickSettings;
import dev.pluginlb.policy.Policies;
import dev.pluginlb.store.FolderLock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a second controller on one machine meets: it refuses, and says who is in the way. */
class SecondControllerTest {

    private static final String SELF = Long.toString(ProcessHandle.current().pid());

    @TempDir
    Path folder;

    /** It said that it had started, and printed a trace. */
    @Test
    void aTakenAdminAddressIsSaidWithWhoHasItBeforeAnythingIsTouched() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listen = "127.0.0.1:" + taken.getLocalPort();
            EffectiveConfig config = config(Map.of("admin.listen", listen));

            assertThatThrownBy(() -> Service.start(() -> config))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("admin.listen: " + listen)
                    .hasMessageContaining("(pid " + SELF + ")");
            assertThat(folder.resolve("nginx")).doesNotExist();
        }
    }

    @Test
    void aStateDirThatAnotherHasIsSaidAndNothingIsHeld() throws IOException {
        EffectiveConfig config = config(Map.of());
        try (FolderLock other = FolderLock.take("state-dir", folder.resolve("state"))) {
            assertThat(other).isNotNull();

            assertThatThrownBy(() -> Premises.take(config.settings(), Lasting.none(new MonotonicClock())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("state-dir: " + folder.resolve("state") + " is in use by process " + SELF);
            FolderLock.take("nginx.dir", folder.resolve("nginx")).close();
        }
    }

    private EffectiveConfig config(Map<String, String> more) {
        Map<String, String> settings = QuickSettings.in(folder, 1, "token");
        settings.putAll(more);
        return new ConfigLoader(PolicyRule.oneOf(Policies.builtIn().names()))
                .load(ConfigSources.in(folder).withCommandLine(settings));
    }
}
