package dev.pluginlb.dispatch;

import dev.pluginlb.traffic.RequestClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The shared table of cases, which the rules in Java and those in Lua must pass. */
public final class DispatchCases {

    public static final Path FILE = Path.of("src/test/resources/dispatch-cases.txt");

    private DispatchCases() {}

    /** One line of the table. */
    public record Case(String line, String rule, Arrival arrival, Tuning tuning, int main, List<NodeLoad> nodes) {

        String expected() {
            return line.substring(line.lastIndexOf(' ') + 1);
        }

        DispatchRule dispatchRule() {
            return switch (rule) {
                case "round-robin" -> new InTurn();
                case "least-conn" -> new FewestInFlight();
                case "two-tier" -> new TwoTierLive(main - 1);
                case "adaptive" -> new AdaptiveLive(tuning);
                default -> throw new IllegalArgumentException("rule: " + rule);
            };
        }

        @Override
        public String toString() {
            return line;
        }
    }

    public static Stream<Case> all() throws IOException {
        return Files.readAllLines(FILE, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(DispatchCases::parse);
    }

    /** What the rule in Java chooses for a line without its last word. */
    public static String chosen(String line) {
        Case given = parse(line + " -");
        OptionalInt place = given.dispatchRule().place(given.arrival(), given.nodes());
        return place.isPresent() ? String.valueOf(place.getAsInt() + 1) : "wait";
    }

    private static Case parse(String line) {
        String[] words = line.trim().split(" +", -1);
        Arrival arrival = new Arrival(
                RequestClass.valueOf(words[1].toUpperCase(Locale.ROOT)), millis(words[2]), Long.parseLong(words[7]));
        List<NodeLoad> nodes = Arrays.stream(words, 9, words.length - 1)
                .map(DispatchCases::node)
                .toList();
        return new Case(
                line,
                words[0],
                arrival,
                new Tuning(
                        Integer.parseInt(words[3]), Double.parseDouble(words[4]), millis(words[5]), millis(words[6])),
                Integer.parseInt(words[8]),
                nodes);
    }

    private static NodeLoad node(String word) {
        String[] numbers = word.split("/", -1);
        return new NodeLoad(
                Double.parseDouble(numbers[0]),
                Integer.parseInt(numbers[1]),
                Integer.parseInt(numbers[2]),
                Integer.parseInt(numbers[3]));
    }

    private static Duration millis(String word) {
        return Duration.ofMillis(Long.parseLong(word));
    }
}
