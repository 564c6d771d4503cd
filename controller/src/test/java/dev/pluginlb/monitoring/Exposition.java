package dev.pluginlb.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of {@code /metrics}, as families of series.
 *
 * @param families by name, as Prometheus names them
 */
record Exposition(Map<String, Family> families) {

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /**
     * One metric.
     *
     * @param type {@code counter}, {@code gauge}, {@code histogram} or {@code summary}
     * @param series the names that a query may use
     * @param labels of its series, but for {@code le}
     */
    record Family(String name, String type, String help, Set<String> series, Set<String> labels) {}

    static Exposition of(String text) {
        Map<String, Family> families = new TreeMap<>();
        Map<String, String> helps = new TreeMap<>();
        List<Family> latest = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                helps.put(words[2], words[3]);
            } else if (line.startsWith("# TYPE ")) {
                Family family = new Family(
                        words[2], words[3], helps.getOrDefault(words[2], ""), new TreeSet<>(), new TreeSet<>());
                families.put(words[2], family);
                latest.add(family);
            } else {
                enter(line, latest.get(latest.size() - 1));
            }
        }
        return new Exposition(families);
    }

    private static void enter(String sample, Family family) {
        family.series().add(sample.replaceAll("[{ ].*", ""));
        Matcher label = LABEL.matcher(sample);
        while (label.find()) {
            family.labels().add(label.group(1));
        }
        family.labels().remove("le");
    }

    /** Every name that a query may use, with its family. */
    Map<String, Family> series() {
        Map<String, Family> all = new TreeMap<>();
        families.values().forEach(family -> family.series().forEach(name -> all.put(name, family)));
        return all;
    }
}
