package dev.pluginlb.config;

import java.util.Optional;

/** Which pluginlb this is. */
public final class ProgramVersion {

    private ProgramVersion() {}

    /** As the jar's manifest tells it; {@code unpackaged} for classes that lie in no jar. */
    public static String text() {
        return Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
