package dev.pluginlb.check;

import dev.pluginlb.cli.Finding;
import dev.pluginlb.config.AdminSettings;
import dev.pluginlb.config.Settings;
import dev.pluginlb.nginx.Keys;
import dev.pluginlb.nginx.ReleaseDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether files with secrets in them are for their owner, and at most a group, alone; a part of {@link Inspection}. */
record SecretInspection(Settings settings) {

    /** One for each file that others can read. */
    List<Finding> run() {
        Map<String, Path> files = new TreeMap<>(Map.of("admin.token-file", settings.adminTokenFile()));
        Keys.files(new ReleaseDirectory(settings.nginx().dir()))
                .forEach(file -> files.put("the " + file.getFileName() + " in nginx.dir", file));
        settings.redis().passwordFile().ifPresent(file -> files.put("redis.password-file", file));
        settings.admin()
                .tls()
                .map(AdminSettings.Certificate::key)
                .ifPresent(file -> files.put("admin.tls.key-file", file));
        return files.entrySet().stream()
                .flatMap(file -> readable(file.getKey(), file.getValue()).stream())
                .toList();
    }

    private static Optional<Finding> readable(String key, Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
                    ? Optional.of(Finding.warning(
                            key + ": " + file + " can be read by everybody on this machine",
                            "chmod o= " + file + ", and change the secret if others have been here"))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException notThere) {
            return Optional.empty();
        }
    }
}
