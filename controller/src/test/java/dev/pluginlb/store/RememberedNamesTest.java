package dev.pluginlb.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.control.KnownCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What names of members stood for survives a restart without a name service. */
class RememberedNamesTest {

    private static final Map<Address, List<Address>> NAMES = Map.of(
            Address.parse("sandbox.internal:8194"),
            List.of(Address.parse("10.0.0.5:8194"), Address.parse("[fd00::5]:8194")));

    @TempDir
    Path folder;

    @Test
    void namesAreReadAsTheyWereWritten() throws IOException {
        new StateFolder(folder).save(KnownCluster.NONE.with(NAMES));

        assertThat(new StateFolder(folder).cluster().names()).isEqualTo(NAMES);
    }

    @Test
    void aDocumentFromBeforeThereWereNamesHasNone() throws IOException {
        new StateFolder(folder).save(KnownCluster.NONE.with(NAMES));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "{\"nodes\":[]}");
            }
        }

        assertThat(new StateFolder(folder).cluster().names()).isEmpty();
    }
}
