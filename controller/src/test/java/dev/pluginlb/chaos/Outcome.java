package dev.pluginlb.chaos;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a course came to.
 *
 * @param sent requests
 * @param open requests of which nothing was heard until the end
 * @param violations of what must hold at any time
 */
record Outcome(String driver, long sent, long open, Verdict verdict, List<Round> rounds, Set<String> violations) {

    private static final int SHOWN = 20;

    boolean isGood() {
        return verdict.isGood()
                && open == 0
                && violations.isEmpty()
                && rounds.stream().allMatch(round -> round.missed().isEmpty());
    }

    long faults() {
        return rounds.stream().mapToLong(round -> round.hits().size()).sum();
    }

    Duration longestRecovery() {
        return rounds.stream()
                .map(Round::recovery)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    static String line(Round round) {
        StringBuilder line = new StringBuilder("%-48s well again after %5d ms"
                .formatted(round.name(), round.recovery().toMillis()));
        round.said().forEach((hit, after) -> line.append(", said after %d ms".formatted(after.toMillis())));
        round.hits()
                .forEach(
                        hit -> hit.remarks().forEach(remark -> line.append("; ").append(remark)));
        round.missed().forEach(missed -> line.append("\n  MISSED: ").append(missed));
        return line.toString();
    }

    void print(PrintWriter out) {
        out.printf("driver %s: %d faults in %d rounds, %d requests%n", driver, faults(), rounds.size(), sent);
        out.printf(
                "  %d good, %d lost with what was hit (%s)%n",
                verdict.good(), verdict.excusedInAll(), verdict.excused());
        print(out, "lost otherwise", verdict.lost());
        print(out, "run more than once", verdict.doubled());
        print(out, "answered by another than ran it", verdict.wrong());
        print(out, "violations", List.copyOf(violations));
        out.printf("  %d left open%n", open);
        out.printf(
                "  %d requirements missed%n",
                rounds.stream().mapToInt(round -> round.missed().size()).sum());
        out.printf("  longest recovery %d ms%n", longestRecovery().toMillis());
        out.flush();
    }

    private static void print(PrintWriter out, String what, List<String> found) {
        out.printf("  %d %s%n", found.size(), what);
        found.stream().limit(SHOWN).forEach(one -> out.printf("    %s%n", one));
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("driver", driver);
        document.put("good", isGood());
        document.put("faults", faults());
        document.put("requests", sent);
        document.put("answered", verdict.good());
        document.put("excused", verdict.excused());
        document.put("lost", verdict.lost());
        document.put("doubled", verdict.doubled());
        document.put("wrong_node", verdict.wrong());
        document.put("left_open", open);
        document.put("violations", violations);
        document.put("longest_recovery_ms", longestRecovery().toMillis());
        document.put("rounds", rounds.stream().map(Outcome::document).toList());
        return document;
    }

    private static Map<String, Object> document(Round round) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "faults", round.hits().stream().map(hit -> hit.fault().name()).toList());
        document.put("begun", round.hits().get(0).begun().toString());
        document.put("recovery_ms", round.recovery().toMillis());
        document.put(
                "said_after_ms",
                round.said().values().stream().map(Duration::toMillis).toList());
        document.put("missed", round.missed());
        return document;
    }
}
