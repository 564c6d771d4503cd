package dev.pluginlb.cli;

import java.util.List;

/** What {@code check} found of one part of all that the daemon needs. */
public record Section(String part, List<Finding> findings) {

    public Section {
        findings = List.copyOf(findings);
    }
}
