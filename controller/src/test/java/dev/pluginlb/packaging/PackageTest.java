package dev.pluginlb.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.Main;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the Debian package; {@code scripts/package-test.sh} installs it. */
class PackageTest {

    @TempDir
    Path folder;

    @Test
    void itHasWhatTheUnitsAndItsScriptsNeed() throws IOException {
        Shell made = Shell.run(
                Map.of("PLUGINLB_JAR", jar().toString(), "JAVA_HOME", System.getProperty("java.home")),
                "../scripts/package.sh",
                "--output",
                folder.toString());
        assertThat(made.exit()).as(made.output()).isZero();
        String file = folder.resolve("pluginlb_0.1.0~snapshot_all.deb").toString();

        assertThat(Shell.run("dpkg-deb", "--contents", file).output())
                .containsPattern("-rwxr-xr-x root/root .* \\./usr/bin/pluginlb\n")
                .containsPattern("-rw-r--r-- root/root .* \\./usr/share/pluginlb/pluginlb\\.jar\n")
                .containsPattern("-rw-r--r-- root/root .* \\./usr/share/pluginlb/java\\.sh\n")
                .containsPattern("-rw-r--r-- root/root .* \\./usr/lib/systemd/system/pluginlb\\.service\n")
                .containsPattern("-rw-r--r-- root/root .* \\./usr/lib/systemd/system/pluginlb-nginx\\.service\n")
                .containsPattern("-rw-r----- root/root .* \\./etc/pluginlb/pluginlb\\.yaml\n")
                .containsPattern("\\./usr/share/bash-completion/completions/pluginlb\n")
                .containsPattern("-rw-r--r-- root/root .* \\./usr/share/doc/pluginlb/pluginlb\\.cdx\\.json\n")
                .containsPattern("\\./usr/share/doc/pluginlb/docs/runbook\\.md\n")
                .containsPattern("\\./usr/share/man/man1/pluginlb\\.1\\.gz\n");
        assertThat(Shell.run("dpkg-deb", "--info", file, "control", "conffiles").output())
                .contains("Depends: adduser, ", "/etc/pluginlb/pluginlb.yaml")
                .doesNotContainPattern("@[A-Z]+@");
    }

    @Test
    void itsScriptsAreShell() {
        for (String script : new String[] {"postinst", "prerm", "postrm"}) {
            Shell read = Shell.run("sh", "-n", "../scripts/packaging/" + script);
            assertThat(read.exit()).as(script + ": " + read.output()).isZero();
        }
    }

    /** The program of this test, as a jar that only points to its classes: the real one is made after the tests. */
    private Path jar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        main.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Path jar = folder.resolve("pluginlb.jar");
        Files.writeString(folder.resolve("pluginlb.cdx.json"), "{}");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream made = new JarOutputStream(out, manifest)) {
            made.finish();
        }
        return jar;
    }
}
