package dev.pluginlb.supervise;

/**
 * How a process is at a moment.
 *
 * @param turns how often its work has come round since the start; more than before means that it is alive
 * @param isSettled whether it has come as far as a start can bring it
 * @param words the same for people, in one line; anything that would begin another line is made a space
 */
public record Vitals(long turns, boolean isSettled, String words) {

    public Vitals {
        words = words.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
