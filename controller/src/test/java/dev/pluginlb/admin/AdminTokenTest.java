package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {

    @TempDir
    Path folder;

    @Test
    void aMissingFileIsMadeForTheOwnerAlone() throws IOException {
        Path file = folder.resolve("state/admin.token");

        AdminToken token = AdminToken.ofFile(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String value = Files.readString(file).strip();
        assertThat(value).matches("[0-9a-f]{64}");
        assertThat(token.matches(value)).isTrue();
        try (Stream<Path> all = Files.list(folder.resolve("state"))) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void aFileThatIsThereStays() throws IOException {
        Path file = folder.resolve("admin.token");
        Files.writeString(file, "mine\n");

        assertThat(AdminToken.ofFile(file).matches("mine")).isTrue();
        assertThat(Files.readString(file)).isEqualTo("mine\n");
    }

    @Test
    void anEmptyFileIsNoToken() throws IOException {
        Path file = folder.resolve("admin.token");
        Files.writeString(file, "\n");

        assertThatThrownBy(() -> AdminToken.ofFile(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("admin token: ");
    }

    @Test
    void itMatchesItselfOnlyAndDoesNotPrintItself() {
        AdminToken token = AdminToken.of(new Secret("mine"));

        assertThat(token.matches("mine")).isTrue();
        assertThat(token.matches("min")).isFalse();
        assertThat(token.matches("")).isFalse();
        assertThat(token).hasToString("******");
    }
}
