package dev.pluginlb.e2e;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command as {@code MONITOR} tells of it.
 *
 * @param inScript whether a script has run it
 * @param words command and arguments
 */
record MonitorLine(Instant at, boolean inScript, List<String> words) {

    private static final Pattern LINE = Pattern.compile("(\\d+\\.\\d+) \\[\\d+ (\\S+)] (.*)", Pattern.DOTALL);

    static MonitorLine parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("line: " + line + " (expected: of MONITOR)");
        }
        long micros = new BigDecimal(parts.group(1)).movePointRight(6).longValue();
        return new MonitorLine(
                Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000),
                parts.group(2).equals("lua"),
                split(parts.group(3)));
    }

    String command() {
        return words.get(0).toUpperCase(Locale.ROOT);
    }

    /** An argument, counted from 1; empty when there are fewer. */
    String word(int number) {
        return number < words.size() ? words.get(number) : "";
    }

    /** Quoted words; of what is escaped only the backslash is taken away, for nobody compares control characters. */
    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
                if (!quoted) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else if (quoted) {
                word.append(c == '\\' ? text.charAt(++i) : c);
            }
        }
        return words;
    }
}
