package dev.pluginlb.monitoring;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a query of Prometheus speaks of; that it is one at all is Prometheus' business. */
record Expression(String text) {

    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTION = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{([^}]*)}");
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?!\\s*\\()");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    /** The series that it selects, each with the labels it selects them by. */
    Map<String, Set<String>> series() {
        String rest = GROUPING.matcher(bare()).replaceAll(" ");
        Map<String, Set<String>> series = new TreeMap<>();
        SELECTION
                .matcher(rest)
                .results()
                .forEach(one -> series.computeIfAbsent(one.group(1), name -> new TreeSet<>())
                        .addAll(words(one.group(2))));
        NAME.matcher(rest.replaceAll("\\{[^}]*}", " "))
                .results()
                .map(one -> one.group())
                .filter(name -> !OPERATORS.contains(name))
                .forEach(name -> series.computeIfAbsent(name, unused -> new TreeSet<>()));
        return series;
    }

    /** The labels that it groups by. */
    Set<String> grouping() {
        Set<String> labels = new TreeSet<>();
        Matcher grouping = GROUPING.matcher(bare());
        while (grouping.find()) {
            labels.addAll(words(grouping.group(1)));
        }
        return labels;
    }

    private String bare() {
        return RANGE.matcher(STRING.matcher(text).replaceAll("")).replaceAll(" ");
    }

    private static Set<String> words(String list) {
        Set<String> words = new TreeSet<>();
        WORD.matcher(list).results().forEach(word -> words.add(word.group()));
        return words;
    }
}
