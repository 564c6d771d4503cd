package dev.pluginlb.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours by what they mean. A colour never stands alone: the word says the same. */
enum Ink {
    PLAIN(""),
    GOOD("32"),
    BAD("31"),
    CAUTION("33"),
    UNKNOWN("90"),
    HEADING("2"),
    STRONG("1");

    private static final Pattern NODE_EVENT = Pattern.compile("^(?:[a-z]+ -> |new: |gone, it was )([a-z]+)\\b");
    private static final Pattern RELEASE_EVENT = Pattern.compile("^([a-z ]+) in [0-9]+ ms\\b");
    private static final String ESCAPE = "\u001b[";

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** The text between the terminal's codes for this colour (SGR). */
    String on(String text) {
        return this == PLAIN || text.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
    }

    /** Of an endpoint's class. */
    static Ink ofClass(String name) {
        return name.equals(StatsCommand.LONG_MARK) ? CAUTION : PLAIN;
    }

    /** Of a node's state. */
    static Ink ofState(String state) {
        return switch (state) {
            case "up" -> GOOD;
            case "down", "silent" -> BAD;
            case "draining" -> CAUTION;
            case "unknown" -> UNKNOWN;
            default -> PLAIN;
        };
    }

    /** Of an event, by what it says first: where a node, or a release, has got to. */
    static Ink ofEvent(String words) {
        Matcher node = NODE_EVENT.matcher(words);
        if (node.find()) {
            return ofState(node.group(1));
        }
        Matcher release = RELEASE_EVENT.matcher(words);
        return release.find() ? ofResult(release.group(1)) : PLAIN;
    }

    /** Of what became of a release. */
    static Ink ofResult(String result) {
        return switch (result) {
            case "proven" -> GOOD;
            case "refused", "not live", "failed" -> BAD;
            default -> PLAIN;
        };
    }
}
