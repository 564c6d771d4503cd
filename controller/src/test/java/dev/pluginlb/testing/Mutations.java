package dev.pluginlb.testing;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a fuzzer starts from, and small changes to it: the short form of fuzzing, for every build. */
public final class Mutations {

    private static final List<String> TOKENS = List.of(
            "\t",
            "\n",
            "\0",
            "\u00ff",
            "-",
            "-1",
            "0",
            "1e999",
            "9223372036854775807",
            "99999999999999999999",
            "NaN",
            "null",
            "{",
            "}",
            "[",
            "\"",
            ";",
            "$uri",
            "/",
            "//",
            "%0a",
            " ",
            ", ",
            " : ",
            ".",
            "0.000",
            "2592000.000",
            "499",
            "/e/",
            "/plugin/",
            ":id",
            "A",
            "10.0.0.1",
            "\r\n",
            "\f",
            "\u001b[2J",
            "<script>",
            "\u2028",
            "\u202e",
            "\\u0000",
            "${",
            "} server { listen 1; }",
            "'",
            "`id`",
            "]]",
            "#",
            "[".repeat(1200),
            "*a",
            "&a ",
            "true",
            ": {",
            "fd00::1",
            ":5002",
            "é",
            "x".repeat(600));

    private Mutations() {}

    /** The inputs that every run begins with: seeds, and whatever once made a fuzzer fail. */
    public static List<byte[]> inputs(String fuzzer) {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/fuzz", fuzzer))) {
            return files.sorted().map(Mutations::bytes).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The short form of fuzzing: those inputs, and so many that are near one of them. None may make the fuzzer throw. */
    public static void tryNear(String fuzzer, int mutated, Consumer<byte[]> use) {
        List<byte[]> inputs = inputs(fuzzer);
        Random random = new Random();
        IntStream.range(0, inputs.size() + mutated)
                .mapToObj(
                        i -> i < inputs.size() ? inputs.get(i) : of(inputs.get(random.nextInt(inputs.size())), random))
                .forEach(input -> assertThatCode(() -> use.accept(input))
                        .as(() -> new String(input, StandardCharsets.ISO_8859_1))
                        .doesNotThrowAnyException());
    }

    /** A few changes, each at some place. */
    public static byte[] of(byte[] input, Random random) {
        byte[] changed = input;
        for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
            int from = random.nextInt(changed.length + 1);
            int to = Math.min(changed.length, from + random.nextInt(1 + random.nextInt(40)));
            changed = replaced(changed, from, to, substitute(changed, random));
        }
        return changed;
    }

    private static byte[] substitute(byte[] input, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> noise(random);
            case 2 -> {
                int start = random.nextInt(input.length + 1);
                yield Arrays.copyOfRange(input, start, Math.min(input.length, start + random.nextInt(200)));
            }
            default -> TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[1 + random.nextInt(4)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(input, 0, from);
        changed.writeBytes(by);
        changed.write(input, to, input.length - to);
        return changed.toByteArray();
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
