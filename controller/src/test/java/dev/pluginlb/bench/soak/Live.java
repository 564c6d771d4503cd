package dev.pluginlb.bench.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The objects of a Java process that are in use, after a full collection.
 *
 * @param bytes by class
 */
record Live(Map<String, Long> bytes) {

    private static final Pattern LINE = Pattern.compile("^ *\\d+: +\\d+ +(\\d+) +(\\S+)", Pattern.MULTILINE);

    /** Of the JDK that runs this; it need not be on the PATH. */
    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    static Live in(long process) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JCMD, Long.toString(process), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String words = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd: " + words);
        }
        Map<String, Long> bytes = new TreeMap<>();
        Matcher line = LINE.matcher(words);
        while (line.find()) {
            bytes.merge(line.group(2), Long.parseLong(line.group(1)), Long::sum);
        }
        return new Live(bytes);
    }

    long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those classes that grew most since, as far as they grew; the first is to be looked at first. */
    List<Growth> since(Live before, int most) {
        return bytes.entrySet().stream()
                .map(one ->
                        new Growth(one.getKey(), one.getValue() - before.bytes().getOrDefault(one.getKey(), 0L)))
                .filter(growth -> growth.bytes() > 0)
                .sorted((one, other) -> Long.compare(other.bytes(), one.bytes()))
                .limit(most)
                .toList();
    }

    /** Of a class, by so many bytes. */
    record Growth(String name, long bytes) {}
}
