package dev.pluginlb.admin;

import dev.pluginlb.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/** What a change must present as {@code Authorization: Bearer TOKEN}. Does not print itself; compares in constant time. */
public final class AdminToken {

    private static final int RANDOM_BYTES = 32;
    private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7e]{1,512}");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Secret secret;

    private AdminToken(Secret secret) {
        this.secret = secret;
    }

    /** @throws IllegalArgumentException if the value is empty, too long or not printable ASCII without spaces */
    public static AdminToken of(Secret secret) {
        if (!ALLOWED.matcher(secret.reveal()).matches()) {
            throw new IllegalArgumentException(
                    "admin token: " + secret + " (expected: 1 to 512 printable ASCII characters without spaces)");
        }
        return new AdminToken(secret);
    }

    /**
     * The token in a file; where there is none, one is made up and written, readable for the owner alone.
     *
     * @throws IOException if the file can be neither read nor made
     * @throws IllegalArgumentException if what the file holds is no token
     */
    public static AdminToken ofFile(Path file) throws IOException {
        if (Files.notExists(file)) {
            create(file.toAbsolutePath());
        }
        return of(new Secret(Files.readString(file).strip()));
    }

    /** Whether this is the token that somebody presents. */
    boolean matches(String presented) {
        return MessageDigest.isEqual(bytes(secret.reveal()), bytes(presented));
    }

    /** Renamed into place when complete, so a crash leaves no half token that all later starts would refuse. */
    private static void create(Path file) throws IOException {
        Path folder = file.resolveSibling("");
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, ".token", ".new", OWNER_ONLY);
        Files.writeString(fresh, randomHex() + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String randomHex() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return secret.toString();
    }
}
