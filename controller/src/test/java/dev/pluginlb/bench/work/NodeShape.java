package dev.pluginlb.bench.work;

import java.util.Collections;
import java.util.List;

/**
 * How a node serves what it is asked.
 *
 * @param discipline how requests share it
 * @param width how many requests run at full speed at once: its slots, or its cores
 * @param speed 1 for a usual node, 0.5 for one that takes twice as long
 */
public record NodeShape(Discipline discipline, int width, double speed) {

    /** What happens to requests above the width. */
    public enum Discipline {
        /** They wait, first come first served. */
        SLOTS,
        /** All run, each more slowly. */
        SHARED
    }

    public static NodeShape slots(int slots) {
        return new NodeShape(Discipline.SLOTS, slots, 1);
    }

    public static NodeShape shared(int cores) {
        return new NodeShape(Discipline.SHARED, cores, 1);
    }

    public NodeShape atSpeed(double other) {
        return new NodeShape(discipline, width, other);
    }

    /** Reads what {@link #print} has written. */
    public static NodeShape parse(String text) {
        List<String> parts = List.of(text.split(":", -1));
        if (parts.size() != 3) {
            throw new IllegalArgumentException("shape: " + text + " (expected: discipline:width:speed)");
        }
        return new NodeShape(
                Discipline.valueOf(parts.get(0)), Integer.parseInt(parts.get(1)), Double.parseDouble(parts.get(2)));
    }

    public String print() {
        return discipline + ":" + width + ":" + speed;
    }

    /** Work that is done in a unit of time when it is busy. */
    public double capacity() {
        return width * speed;
    }

    List<Double> speeds() {
        return Collections.nCopies(width, speed);
    }

    /** An idle one. */
    public Station station() {
        return discipline == Discipline.SLOTS
                ? SlotStation.firstComeFirstServed(speeds())
                : new SharedStation(width, speed);
    }
}
