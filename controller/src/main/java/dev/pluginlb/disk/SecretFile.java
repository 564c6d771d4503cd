package dev.pluginlb.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** A file with a secret in it, which only its owner can read. */
public final class SecretFile {

    private static final int RANDOM_BYTES = 32;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SecretFile() {}

    /**
     * What the file holds, without the white space around it; where there is none, a random secret is made up and written.
     *
     * @throws IOException if the file can be neither read nor made
     */
    public static String readOrMake(Path file) throws IOException {
        return Files.notExists(file) ? make(file) : RegularFile.text(file).strip();
    }

    /** Makes up a random secret, and writes it into the place of whatever is there. */
    public static String make(Path file) throws IOException {
        String made = randomHex();
        create(file.toAbsolutePath(), made);
        return made;
    }

    /** Whether it is as this class wrote it. */
    public static boolean holds(Path file, String secret) {
        return RegularFile.holds(file, written(secret));
    }

    /** Writes the secret down where it is not, or not as it was any more. */
    public static void keep(Path file, String secret) throws IOException {
        if (!holds(file, secret)) {
            create(file.toAbsolutePath(), secret);
        }
    }

    /** @throws IOException which names the file, as the JDK does not where a disk is full */
    private static void create(Path file, String secret) throws IOException {
        try {
            Files.createDirectories(file.resolveSibling(""));
            replace(file, written(secret));
        } catch (IOException failed) {
            throw new IOException(
                    file + ": cannot be written: " + Disk.words(failed)
                            + " (expected: a folder that this user can write, with room on its disk)",
                    failed);
        }
    }

    /** Renamed into place when complete, so a crash leaves no half secret that all later starts would refuse. */
    private static void replace(Path file, String content) throws IOException {
        Path fresh = Files.createTempFile(file.resolveSibling(""), ".secret", ".new", OWNER_ONLY);
        try {
            Files.writeString(fresh, content);
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".was-a-folder"),
                        StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static String written(String secret) {
        return secret + "\n";
    }

    private static String randomHex() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
