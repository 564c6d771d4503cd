package dev.pluginlb.cluster;

/** Makes one line that can be seen of words that somebody else wrote. */
public final class OneLine {

    private static final String UNSEEN = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u2028\\u2029]+";

    private OneLine() {}

    /** The words without what is not seen, cut after so many characters. */
    public static String of(String words, int longest) {
        String line = words.replaceAll(UNSEEN, " ").strip();
        int end = Math.min(longest, line.length());
        return line.substring(0, end).replaceAll("[\\ud800-\\udfff]$", "").strip();
    }
}
