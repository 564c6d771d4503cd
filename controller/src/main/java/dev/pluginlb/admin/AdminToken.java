package dev.pluginlb.admin;

import dev.pluginlb.config.Secret;
import dev.pluginlb.disk.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/** What a change must present as {@code Authorization: Bearer TOKEN}. Does not print itself; compares in constant time. */
public final class AdminToken {

    private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7e]{1,512}");
    /** Half the length of one that is made up here. Nobody guesses it, however fast it may be tried. */
    private static final int UNGUESSABLE = 32;

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
        return of(new Secret(SecretFile.readOrMake(file)));
    }

    /** Whether this is the token that somebody presents. */
    boolean matches(String presented) {
        return MessageDigest.isEqual(bytes(secret.reveal()), bytes(presented));
    }

    /** Whether it is so short that somebody may find it by trying, if nothing slows that down. */
    boolean isGuessable() {
        return secret.reveal().length() < UNGUESSABLE;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return secret.toString();
    }
}
