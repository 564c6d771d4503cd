package dev.pluginlb.config;

import dev.pluginlb.disk.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Takes the Redis password from the file that {@code redis.password-file} names; one line, its end is trimmed. */
final class PasswordFile {

    private static final String RULE = "a regular, readable file with the password on one line of up to 512 characters";
    private static final Origin ORIGIN = new Origin(Keys.REDIS_PASSWORD_FILE.path());

    private PasswordFile() {}

    /** Does nothing when no file is named, or when a password is given itself: that is refused elsewhere. */
    static void resolve(Values values, Path directory, Problems problems) {
        boolean given = values.find(Keys.REDIS_PASSWORD)
                .filter(password -> password.value().isPresent())
                .isPresent();
        values.find(Keys.REDIS_PASSWORD_FILE)
                .filter(file -> !given)
                .ifPresent(file -> file.value().ifPresent(path -> {
                    read(directory.resolve(path), problems)
                            .ifPresentOrElse(
                                    values::put,
                                    () -> file.key()
                                            .place(file.origin(), problems)
                                            .refuse(file.node(), RULE));
                }));
    }

    private static Optional<Resolved<Optional<Secret>>> read(Path file, Problems problems) {
        try {
            String text = RegularFile.text(file).replaceFirst("\\r?\\n\\z", "");
            return text.isEmpty()
                    ? Optional.empty()
                    : Keys.REDIS_PASSWORD.resolve(Node.text(text), ORIGIN, new Problems());
        } catch (IOException e) {
            problems.mayPass();
            return Optional.empty();
        }
    }
}
