package dev.pluginlb.config;

/** What the controller writes about itself. */
public record LogSettings(Format format, Level level) {

    /** One line of text for people, or of JSON for machines. */
    public enum Format {
        TEXT,
        JSON
    }

    /** The least important that is written. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
