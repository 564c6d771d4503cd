package dev.pluginlb.demo;

import java.util.ArrayDeque;
import java.util.Queue;

/** The plugin calls a node runs at once; the others, one per open connection at most, wait first in, first out. */
final class Slots {

    private final int size;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int taken;

    /** @param size 0 for no limit */
    Slots(int size) {
        this.size = size;
    }

    /** Runs the start now or when a slot is free; the caller of the start frees it once. */
    void take(Runnable start) {
        synchronized (this) {
            if (size > 0 && taken >= size) {
                waiting.add(start);
                return;
            }
            taken++;
        }
        start.run();
    }

    void free() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                taken--;
                return;
            }
        }
        next.run();
    }
}
