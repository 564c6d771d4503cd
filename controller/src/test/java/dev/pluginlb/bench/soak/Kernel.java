package dev.pluginlb.bench.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code /proc} tells of processes. */
final class Kernel {

    private Kernel() {}

    /** Number in a line such as {@code Threads: 31} of that file of the process. */
    static long number(long process, String file, String name) throws IOException {
        Matcher line = Pattern.compile("^" + name + ":\\s+(\\d+)", Pattern.MULTILINE)
                .matcher(Files.readString(of(process).resolve(file)));
        if (!line.find()) {
            throw new IOException("/proc/" + process + "/" + file + ": no " + name);
        }
        return Long.parseLong(line.group(1));
    }

    static long handles(long process) throws IOException {
        try (Stream<Path> all = Files.list(of(process).resolve("fd"))) {
            return all.count();
        }
    }

    static List<Long> children(long process) throws IOException {
        String children = Files.readString(of(process).resolve("task/" + process + "/children"));
        return Pattern.compile("\\d+")
                .matcher(children)
                .results()
                .map(number -> Long.parseLong(number.group()))
                .toList();
    }

    /** The words with which it was started, or those it has put in their place; empty when it is gone. */
    static String title(long process) throws IOException {
        try {
            return new String(Files.readAllBytes(of(process).resolve("cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ')
                    .strip();
        } catch (NoSuchFileException gone) {
            return "";
        }
    }

    private static Path of(long process) {
        return Path.of("/proc", Long.toString(process));
    }
}
