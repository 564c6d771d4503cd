package dev.pluginlb.admin;

import java.util.Optional;

/** The program that answers. */
final class Program {

    private Program() {}

    /** As the jar's manifest tells it. */
    static String version() {
        return Optional.ofNullable(Program.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
