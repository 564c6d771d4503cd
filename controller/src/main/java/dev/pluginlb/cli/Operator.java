package dev.pluginlb.cli;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who gives the command, as far as the environment tells. */
final class Operator {

    private Operator() {}

    /** {@code alice@box}; {@code somebody} where nothing is told. */
    static String of(Map<String, String> environment) {
        String user = first(environment, "SUDO_USER", "USER", "LOGNAME").orElse("somebody");
        return first(environment, "HOSTNAME").map(host -> user + "@" + host).orElse(user);
    }

    private static Optional<String> first(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .flatMap(name -> Optional.ofNullable(environment.get(name)).stream())
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
