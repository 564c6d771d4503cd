package dev.pluginlb.cli;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who gives the command, as far as the environment and the system tell. */
final class Operator {

    private Operator() {}

    /** {@code alice@box}; {@code somebody} where nothing is told. */
    static String of(Map<String, String> environment) {
        // Under cron and in containers the environment often names nobody.
        String user = first(environment, "SUDO_USER", "USER", "LOGNAME")
                .or(() -> ProcessHandle.current().info().user())
                .orElse("somebody");
        return first(environment, "HOSTNAME").map(host -> user + "@" + host).orElse(user);
    }

    private static Optional<String> first(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .flatMap(name -> Optional.ofNullable(environment.get(name)).stream())
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
