package dev.pluginlb;

import dev.pluginlb.config.ControlListen;
import dev.pluginlb.config.NginxSettings;
import dev.pluginlb.config.Settings;
import dev.pluginlb.disk.Disk;
import dev.pluginlb.nginx.Applier;
import dev.pluginlb.nginx.ControlListener;
import dev.pluginlb.nginx.MainFile;
import dev.pluginlb.nginx.Nginx;
import dev.pluginlb.nginx.ReleaseDirectory;
import dev.pluginlb.render.Front;
import dev.pluginlb.render.NginxVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.client.HttpClient;

/** The Nginx that the settings speak of, and where its files are. */
final class NginxSite {

    private static final String SKELETON = "/nginx/nginx.conf";
    private static final Set<String> OURS_UNLESS_DECLARED = Set.of("map_hash_bucket_size", "map_hash_max_size");

    private final Settings settings;
    private final Path folder;
    private final Path main;

    NginxSite(Settings settings) {
        this.settings = settings;
        this.folder = settings.nginx().dir().toAbsolutePath().normalize();
        this.main = settings.nginx().config().map(Path::toAbsolutePath).orElse(folder.resolve("nginx.conf"));
    }

    Path folder() {
        return folder;
    }

    Nginx nginx() {
        NginxSettings nginx = settings.nginx();
        Optional<Path> prefix = nginx.config().isPresent() ? Optional.empty() : Optional.of(folder);
        return new Nginx(nginx.binary(), prefix, main, settings.reload().commandTimeout());
    }

    MainFile mainFile() {
        return new MainFile(main, folder.resolve("current"));
    }

    Applier.Target target(HttpClient client) {
        return new Applier.Target(
                nginx(),
                mainFile(),
                new ReleaseDirectory(folder),
                new ControlListener(controlListen().toString(), client));
    }

    /** Makes the folders, and our own main file where the operator has none; both are harmless to repeat. */
    void prepare() throws IOException {
        Files.createDirectories(folder.resolve("control"));
        if (settings.nginx().config().isEmpty()) {
            Files.createDirectories(folder.resolve("temp"));
            Disk.replace(main, skeleton());
        }
    }

    Front front(NginxVersion version) throws IOException {
        NginxSettings nginx = settings.nginx();
        return new Front(
                nginx.internalListen().toString(),
                nginx.publicListen().toString(),
                controlListen().toString(),
                settings.admin().listen().toString(),
                settings.stats().listen().toString(),
                nginx.readTimeout(),
                nginx.maxBody(),
                settings.classification().key(),
                version,
                Files.exists(main) ? mainFile().declared(OURS_UNLESS_DECLARED) : Set.of());
    }

    /** @throws IllegalArgumentException if the socket's path in the default place is one that Nginx or the kernel refuses */
    private ControlListen controlListen() {
        return settings.nginx()
                .controlListen()
                .orElseGet(() -> ControlListen.parse("unix:" + folder.resolve("control/control.sock")));
    }

    static String skeleton() {
        try (InputStream packaged = NginxSite.class.getResourceAsStream(SKELETON)) {
            if (packaged == null) {
                throw new IllegalStateException(SKELETON + ": missing (expected: in the jar)");
            }
            return new String(packaged.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
