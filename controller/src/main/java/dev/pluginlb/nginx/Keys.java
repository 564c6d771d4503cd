package dev.pluginlb.nginx;

import dev.pluginlb.disk.RegularFile;
import dev.pluginlb.disk.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets by which Nginx and the controller know each other, in files that only their owner can read. Nginx reads them each
 * time that it reads the config, of which they are no part: it is shown to people, and the same on fronts with the same settings.
 *
 * @param folder where the files are
 * @param control by which Nginx knows that it is we who tell it what to choose by; empty where nothing is told
 */
public record Keys(Path folder, String control) {

    private static final String CONTROL = "key";
    private static final String FEED = "feed.key";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int FEED_BYTES = 16;
    private static final int PRINT_BYTES = 8;
    private static final Pattern MADE = Pattern.compile("[0-9a-f]{16,}");

    /** @throws IOException if there is none that makes sense, and none can be made */
    public static Keys readOrMake(ReleaseDirectory releases) throws IOException {
        Path folder = releases.control();
        Path file = folder.resolve(CONTROL);
        Optional<String> kept = kept(file);
        return new Keys(folder, kept.isPresent() ? kept.get() : SecretFile.make(file));
    }

    private static Optional<String> kept(Path file) {
        try {
            return Optional.of(RegularFile.text(file).strip())
                    .filter(text -> MADE.matcher(text).matches());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** For an {@code include}: the file may be missing. */
    public static String feedPattern(Path dir) {
        return dir.resolve("control/feed.ke[y]").toString();
    }

    /** Where they are. */
    public static List<Path> files(ReleaseDirectory releases) {
        return Stream.of(CONTROL, FEED).map(releases.control()::resolve).toList();
    }

    /**
     * By which we know that it is Nginx that tells of requests. Whoever gets hold of the feed's port reads it in the lines, so
     * that it must not lead to the other one.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
     */
    public String feed() {
        return derived("feed", FEED_BYTES);
    }

    private String print() {
        return derived("print", PRINT_BYTES);
    }

    private String derived(String what, int bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(control.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] all = mac.doFinal(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(ALGORITHM + ": missing (expected: in every Java platform)", impossible);
        }
    }

    /** Whether an Nginx that reads its config finds them. */
    boolean areKept() {
        return control.isEmpty()
                || (SecretFile.holds(folder.resolve(CONTROL), control)
                        && SecretFile.holds(folder.resolve(FEED), feedEntry()));
    }

    /** Whether it has read them since they were made. */
    boolean areKnownBy(ControlListener.Live nginx) {
        return control.isEmpty() || nginx.feed().equals(print());
    }

    void keep() throws IOException {
        if (!control.isEmpty()) {
            SecretFile.keep(folder.resolve(CONTROL), control);
            SecretFile.keep(folder.resolve(FEED), feedEntry());
        }
    }

    /** As entries of the {@code map}s that include the file. */
    private String feedEntry() {
        return "\"\" " + feed() + ";\nprint " + print() + ";";
    }
}
