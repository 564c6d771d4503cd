package dev.pluginlb.cli;

import dev.pluginlb.config.Secret;
import dev.pluginlb.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The token that a change presents.
 *
 * @param origin who said so, for the message when it is wrong
 */
record Token(Secret secret, String origin) {

    /** @throws CommandFailedException if the text cannot be a token */
    static Token of(String text, String origin) {
        if (!text.matches("[\\x21-\\x7e]+")) {
            throw new CommandFailedException(
                    ExitCode.USAGE, origin + ": no token (expected: printable ASCII characters without spaces)");
        }
        return new Token(new Secret(text), origin);
    }

    /** @throws CommandFailedException if the file cannot be read or holds no token */
    static Token ofFile(Path file) {
        try {
            return of(Files.readString(file).strip(), "token file " + file);
        } catch (NoSuchFileException missing) {
            throw unreadable(
                    file, "there is no such file here; a controller makes its own, on its machine, when it starts");
        } catch (IOException unreadable) {
            throw unreadable(file, "it cannot be read here; try as the user that runs the controller");
        }
    }

    static Token of(Settings settings, Path directory) {
        return settings.admin()
                .token()
                .map(secret -> new Token(secret, "admin.token of the configuration"))
                .orElseGet(() -> ofFile(directory.resolve(settings.adminTokenFile())));
    }

    private static CommandFailedException unreadable(Path file, String why) {
        return new CommandFailedException(
                ExitCode.USAGE,
                "token file " + file + ": " + why
                        + "\n--token-file FILE, --token TOKEN or PLUGINLB_TOKEN give another: the demo prints its --token-file, and where a"
                        + " controller has its own is said by its admin.token-file (else it is admin.token in its state-dir)");
    }
}
