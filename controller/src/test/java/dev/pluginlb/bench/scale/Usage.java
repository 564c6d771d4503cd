package dev.pluginlb.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel says of a process.
 *
 * @param residentMb memory in use now, in MiB
 * @param mostResidentMb the most there was
 * @param processorMs processor time since its start, of kernel and user
 */
record Usage(long residentMb, long mostResidentMb, long processorMs) {

    private static final int USER_TIME = 11;
    private static final int KERNEL_TIME = 12;

    /** The unit of times in /proc on Linux. */
    private static final long TICK_MS = 10;

    static Usage of(long process) throws IOException {
        String status = Files.readString(Path.of("/proc/" + process + "/status"));
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[KERNEL_TIME]);
        return new Usage(mb(status, "VmRSS"), mb(status, "VmHWM"), ticks * TICK_MS);
    }

    private static long mb(String status, String name) {
        Matcher line = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(status);
        if (!line.find()) {
            throw new IllegalStateException("no " + name + " in: " + status);
        }
        return Long.parseLong(line.group(1)) / 1024;
    }
}
